package dev.molly.intercept;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.molly.plan.Goal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Answers a few requests as AWS does, and writes down what was asked, and with which access key.
final class RecordingAws implements AutoCloseable {
  private static final String TAG = "<Tag><Key>%s</Key><Value>%s</Value></Tag>";
  private static final Pattern ACTION = Pattern.compile("Action=(\\w+)");
  private static final Pattern KEY = Pattern.compile("Credential=([^/]+)/");

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile Function<String, Map<String, String>> tags = uid -> Map.of();
  private volatile int status = 200;
  private volatile String left = "";

  RecordingAws() throws IOException {
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// What the targets are tagged with from now on.
  void tag(String key, String value) {
    tags = uid -> Map.of(key, value);
  }

  /// That the targets are retired, or on the way back, and when they fall due.
  void record(Goal goal, Instant due) {
    tags = uid -> Records.of(uid, goal, due);
  }

  /// That the targets have a record with a checksum that fits, of a state that no resource is in.
  void wildRecord(Instant due) {
    tags = uid -> Records.of(uid, Goal.RETIRED, due, Optional.of("orders"), "asleep");
  }

  private String tagsOf(String uid, String each) {
    return tags.apply(uid).entrySet().stream()
        .map(tag -> each.formatted(tag.getKey(), tag.getValue()))
        .collect(Collectors.joining());
  }

  /// Answers so from now on.
  void fail(int with) {
    status = with;
  }

  /// Leaves that element out of every answer from now on, with all that is in it.
  void leaveOut(String element) {
    left = element;
  }

  /// What was asked so far.
  List<String> asked() {
    return List.copyOf(asked);
  }

  /// As whom.
  List<String> keys() {
    return List.copyOf(keys);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      var action = ACTION.matcher(body);
      String name =
          action.find()
              ? action.group(1)
              : exchange.getRequestMethod() + " " + exchange.getRequestURI();
      asked.add(name);
      var key = KEY.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      keys.add(key.find() ? key.group(1) : "");
      byte[] answer = said(name).getBytes(UTF_8);
      exchange.getResponseHeaders().add("x-amzn-requestid", "r-1");
      exchange.sendResponseHeaders(status, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private String said(String name) {
    return left.isEmpty()
        ? answer(name)
        : answer(name).replaceAll("<%1$s>.*</%1$s>".formatted(left), "");
  }

  private String answer(String name) {
    return switch (name) {
      case "DescribeInstances" ->
          "<DescribeInstancesResponse><reservationSet><item><instancesSet><item><instanceId>i-12345678</instanceId><tagSet>"
              + tagsOf("i-12345678", "<item><key>%s</key><value>%s</value></item>")
              + "</tagSet></item></instancesSet></item></reservationSet></DescribeInstancesResponse>";
      case "DescribeDBInstances" ->
          "<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances><DBInstance><DbiResourceId>db-1</DbiResourceId><TagList>"
              + tagsOf("db-1", TAG)
              + "</TagList></DBInstance></DBInstances></DescribeDBInstancesResult></DescribeDBInstancesResponse>";
      case "DescribeDBClusters" ->
          "<DescribeDBClustersResponse><DescribeDBClustersResult><DBClusters><DBCluster><DbClusterResourceId>c-1</DbClusterResourceId><TagList>"
              + tagsOf("c-1", TAG)
              + "</TagList></DBCluster></DBClusters></DescribeDBClustersResult></DescribeDBClustersResponse>";
      case "GET /my-bucket?tagging" ->
          "<Tagging><TagSet>" + tagsOf("my-bucket", TAG) + "</TagSet></Tagging>";
      case "DescribeSnapshots" ->
          "<DescribeSnapshotsResponse><snapshotSet><item><snapshotId>snap-1</snapshotId><ownerId>111122223333</ownerId><kmsKeyId>arn:aws:kms:eu-west-1:111122223333:key/k-1</kmsKeyId><tagSet>"
              + tagsOf("i-12345678", "<item><key>%s</key><value>%s</value></item>")
              + "</tagSet></item></snapshotSet></DescribeSnapshotsResponse>";
      case "DescribeVolumes" ->
          "<DescribeVolumesResponse><volumeSet><item><tagSet>"
              + tagsOf("i-12345678", "<item><key>%s</key><value>%s</value></item>")
              + "</tagSet></item></volumeSet></DescribeVolumesResponse>";
      case "DescribeDBSnapshots" ->
          "<DescribeDBSnapshotsResponse><DescribeDBSnapshotsResult><DBSnapshots><DBSnapshot><TagList>"
              + tagsOf("db-1", TAG)
              + "</TagList></DBSnapshot></DBSnapshots></DescribeDBSnapshotsResult></DescribeDBSnapshotsResponse>";
      case "DescribeDBClusterSnapshots" ->
          "<DescribeDBClusterSnapshotsResponse><DescribeDBClusterSnapshotsResult><DBClusterSnapshots><DBClusterSnapshot><TagList>"
              + tagsOf("db-1", TAG)
              + "</TagList></DBClusterSnapshot></DBClusterSnapshots></DescribeDBClusterSnapshotsResult></DescribeDBClusterSnapshotsResponse>";
      case "POST /" -> "{}"; // JSON
      default -> "<Response/>";
    };
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
