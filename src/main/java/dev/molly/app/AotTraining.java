package dev.molly.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.molly.SupportedKinds;
import dev.molly.cli.HookProcess;
import dev.molly.hook.Agent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The training run of the build, which writes the AOT cache: it performs typical user commands,
/// so that the cache contains the classes they need. Since the demo makes no AWS calls, a scan
/// follows, against a server in this process that answers like AWS; then the beginning of a session
/// of `molly mcp`.
final class AotTraining {
  /// The kinds whose service answers in XML, as the server here does.
  private static final String KINDS = "ec2-instance,rds-instance,rds-cluster,s3-bucket";

  private static final String BUCKETS =
      "<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>";

  /// What an MCP client sends first.
  private static final String SESSION =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
      "capabilities":{},"clientInfo":{"name":"training","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      {"jsonrpc":"2.0","id":2,"method":"tools/list"}
      {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"explain"}}
      """;

  private static final Pattern ACTION = Pattern.compile("Action=(\\w+)");

  private AotTraining() {}

  public static void main(String[] arguments) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", AotTraining::serve);
    server.start();
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    System.setProperty("aws.endpointUrl", address);
    System.setProperty("aws.accessKeyId", "training");
    System.setProperty("aws.secretAccessKey", "training");
    Path state = Files.createTempDirectory("molly-training");
    App.ofProcess(() -> false).execute("demo");
    for (String format : List.of("text", "json", "ndjson", "csv", "sarif", "junit", "html")) {
      App.ofProcess(() -> false)
          .execute(
              "scan",
              "--no-config",
              "--state",
              state.toString(),
              "--region",
              "eu-west-1",
              "--kind",
              KINDS,
              "--format",
              format);
    }
    System.setIn(new ByteArrayInputStream(SESSION.getBytes(StandardCharsets.UTF_8)));
    App.ofProcess(() -> false).execute("mcp", "--no-config", "--state", state.toString());
    checkCommands();
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    System.exit(0);
  }

  /// What an agent's hook does: one command that is staged, and one that is denied.
  private static void checkCommands() {
    for (Agent agent : Agent.values()) {
      String call =
          "{\"tool_input\":%1$s,\"toolArgs\":%1$s,\"command\":\"terraform destroy\"}"
              .formatted(
                  "{\"command\":\"cd x && aws ec2 terminate-instances --instance-ids"
                      + " i-00000000000000001 | sudo psql -c 'select 1'\"}");
      int _ =
          new HookProcess(SupportedKinds.aws(), agent)
              .run(
                  new ByteArrayInputStream(call.getBytes(StandardCharsets.UTF_8)),
                  OutputStream.nullOutputStream(),
                  new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }
  }

  private static void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var action = ACTION.matcher(asked);
      String text = action.find() ? response(action.group(1)) : BUCKETS;
      byte[] answer = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "text/xml");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static String response(String action) {
    return "<%sResponse>%s<requestId>training</requestId></%sResponse>"
        .formatted(action, answer(action), action);
  }

  /// Empty elements represent further parts of an instance's description: the SDK has a class
  /// for each.
  private static String answer(String action) {
    return switch (action) {
      case "GetCallerIdentity" ->
          """
          <GetCallerIdentityResult><Account>123456789012</Account>
          <Arn>arn:aws:iam::123456789012:user/training</Arn></GetCallerIdentityResult>\
          """;
      case "DescribeInstances" ->
          """
          <reservationSet><item><instancesSet><item>
          <instanceId>i-00000000000000001</instanceId><instanceState><name>running</name></instanceState>
          <launchTime>2026-03-11T08:15:42.000Z</launchTime>
          <blockDeviceMapping><item><deviceName>/dev/sdf</deviceName>
          <ebs><deleteOnTermination>true</deleteOnTermination></ebs></item></blockDeviceMapping>
          <tagSet><item><key>Name</key><value>web</value></item></tagSet>
          <networkInterfaceSet><item><attachment/><association/><operator/>
          <privateIpAddressesSet><item><association/></item></privateIpAddressesSet>
          </item></networkInterfaceSet>
          <placement/><monitoring/><iamInstanceProfile/><cpuOptions/><hibernationOptions/>
          <enclaveOptions/><metadataOptions/><privateDnsNameOptions/><maintenanceOptions/>
          <capacityReservationSpecification/><groupSet><item/></groupSet><operator/>
          </item></instancesSet></item></reservationSet>\
          """;
      case "DescribeInstanceAttribute" ->
          """
          <disableApiTermination><value>false</value></disableApiTermination>
          <disableApiStop><value>false</value></disableApiStop>
          <instanceInitiatedShutdownBehavior><value>stop</value></instanceInitiatedShutdownBehavior>\
          """;
      case "DescribeDBInstances" ->
          "<DescribeDBInstancesResult><DBInstances/></DescribeDBInstancesResult>";
      case "DescribeDBClusters" ->
          "<DescribeDBClustersResult><DBClusters/></DescribeDBClustersResult>";
      default -> "";
    };
  }
}
