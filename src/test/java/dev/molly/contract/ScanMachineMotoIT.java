package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.model.AccountRegion;
import dev.molly.model.RegionId;
import dev.molly.report.ReportText;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/// The state machine of the example, on moto's interpreter. Moto runs no tasks on Fargate: each is
/// a message with a task token here, and what the message says is run by molly for real, with the
/// exit code that `run.sh` makes of it. Moto does not count failed shards: [ScanMachineTest] reads
/// what happens when there are too many.
@Tag(Engine.MOTO)
@Tag(DeepTests.TAG)
class ScanMachineMotoIT {
  private static final RegionId REGION = new RegionId("eu-west-1");
  private static final RegionId HOME = new RegionId("us-east-1");
  private static final int MEMBERS = 5;

  /// More messages than there are, each after at most a second of waiting.
  private static final int PATIENCE = 300;

  /// How often a task is attempted.
  private static final int ATTEMPTS = 3;

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder = Path.of("");

  private final HttpClient http = HttpClient.newHttpClient();
  private final MotoEngine moto = MotoEngine.orSkip();
  private final List<String> commands = new ArrayList<>();
  private String tasks = "";
  private String mail = "";

  @BeforeEach
  void found() throws IOException, InterruptedException {
    moto.reset();
    config(true);
    try (var organization = moto.organizations()) {
      organization.createOrganization(r -> r.featureSet("ALL"));
      for (int n = 1; n <= MEMBERS; n++) {
        String name = "team-" + n;
        var account = moto.createMember(organization, name, "molly-scan");
        moto.create(new AccountRegion(account, REGION), Seed.bucket("data-" + name));
      }
    }
    moto.create(new AccountRegion(moto.own(), REGION), Seed.bucket(ScanMachine.BUCKET));
    Files.writeString(
        folder.resolve("molly.yaml"),
        "version: 1\norganization: { role: molly-scan }\nregions: [%s]\n".formatted(REGION));
    tasks = queue("tasks");
    mail = queue("mail");
    try (var sns = moto.aws().sns(new AccountRegion(moto.own(), HOME))) {
      String topic = sns.createTopic(r -> r.name("molly")).topicArn();
      String queue = "arn:aws:sqs:%s:%s:mail".formatted(HOME, moto.own());
      sns.subscribe(r -> r.topicArn(topic).protocol("sqs").endpoint(queue));
    }
  }

  @AfterEach
  void leaveNothing() throws IOException, InterruptedException {
    config(false);
    moto.reset();
  }

  @Test
  void aNightEndsWithTheReportThatOneScanMakes() throws IOException, InterruptedException {
    JsonNode ended = night("");

    assertThat(ended.path("status").asText()).as(ended + "\n" + commands).isEqualTo("SUCCEEDED");
    assertThat(commands).hasSize(ScanMachine.SHARDS + 2);
    assertThat(commands.getFirst()).contains("--list-accounts");
    assertThat(commands.getLast()).startsWith("report merge");
    var whole = molly("scan", "--organization", "--format", "json", "--config", "molly.yaml").out();
    assertThat(ReportText.butForTimes(report())).isEqualTo(ReportText.butForTimes(whole));
    assertThat(report()).contains("data-team-1", "data-team-5");
    assertThat(message()).contains("The report is complete: s3://reports/reports/molly.html");
  }

  @Test
  void aShardThatDiesIsAGapOfTheReportAndTheNightIsIncomplete()
      throws IOException, InterruptedException {
    JsonNode ended = night("--shard 2/" + ScanMachine.SHARDS);

    assertThat(ended.path("status").asText()).as(ended + "\n" + commands).isEqualTo("FAILED");
    assertThat(ended.path("error").asText()).isEqualTo("Incomplete");
    assertThat(commands).filteredOn(command -> command.contains("--shard 2/")).hasSize(ATTEMPTS);
    assertThat(JSON.readTree(report()).path("gaps").findValuesAsText("why"))
        .isNotEmpty()
        .containsOnly("there is no result of shard 2/4, to which it belongs");
    assertThat(message()).contains("The report has gaps");
  }

  @Test
  void withoutAListTheNightEndsBeforeAnyShard() throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("molly.yaml"),
        """
        version: 1
        organization: { role: molly-scan, include: [{ name: nobody }] }
        regions: [eu-west-1]
        """);

    JsonNode ended = night("");

    assertThat(ended.path("status").asText()).as(ended + "\n" + commands).isEqualTo("FAILED");
    assertThat(ended.path("error").asText()).isEqualTo("Died");
    assertThat(commands).isNotEmpty().allMatch(command -> command.contains("--list-accounts"));
    assertThat(failures(ended)).as(commands + "").hasSize(ATTEMPTS);
  }

  /// The attempts that failed, by moto's own history: on a busy machine, the message of one was
  /// not seen.
  private List<String> failures(JsonNode ended) throws IOException, InterruptedException {
    var execution = Map.of("executionArn", ended.path("executionArn").asText());
    return states("GetExecutionHistory", execution).path("events").findValuesAsText("type").stream()
        .filter(type -> type.startsWith("Task") && type.matches(".*(Failed|TimedOut)"))
        .toList();
  }

  /// Runs the state machine to its end.
  ///
  /// @param dies a part of the command of the tasks that die, each time; empty for none
  /// @return how it ended
  private JsonNode night(String dies) throws IOException, InterruptedException {
    ObjectNode definition = ScanMachine.definition();
    ScanMachine.states(definition).values().forEach(this::queued);
    ObjectNode machine = JSON.createObjectNode();
    machine.put("name", "molly").put("roleArn", "arn:aws:iam::123456789012:role/machine");
    machine.put("definition", definition.toString());
    String arn = states("CreateStateMachine", machine).path("stateMachineArn").asText();
    JsonNode run = states("StartExecution", Map.of("stateMachineArn", arn, "input", "{}"));
    for (int i = 0; i < PATIENCE; i++) {
      for (JsonNode task : receive(tasks)) {
        end(task, dies);
      }
      JsonNode now =
          states("DescribeExecution", Map.of("executionArn", run.path("executionArn").asText()));
      if (!now.path("status").asText().equals("RUNNING")) {
        return now;
      }
    }
    throw new AssertionError("the state machine does not end: " + commands);
  }

  /// Makes a task on Fargate one that waits for the answer to a message.
  private void queued(JsonNode state) {
    if (!state.path("Resource").asText().equals(ScanMachine.ON_FARGATE)) {
      return;
    }
    JsonNode command = state.at("/Parameters/Overrides/ContainerOverrides/0/Command.$");
    ObjectNode task = (ObjectNode) state;
    task.put("Resource", "arn:aws:states:::sqs:sendMessage.waitForTaskToken");
    ObjectNode parameters = task.putObject("Parameters").put("QueueUrl", tasks);
    parameters.putObject("MessageBody").put("token.$", "$$.Task.Token").set("command.$", command);
    for (JsonNode retry : state.path("Retry")) {
      ((ObjectNode) retry).put("IntervalSeconds", 1);
    }
  }

  private void end(JsonNode task, String dies) throws IOException, InterruptedException {
    List<String> command = task.path("command").valueStream().map(JsonNode::asText).toList();
    String words = String.join(" ", command);
    commands.add(words);
    int code =
        !dies.isEmpty() && words.contains(dies)
            ? 137
            : ScanMachine.exitOfTask(
                folder,
                command,
                molly(
                        Stream.concat(
                                command.stream(),
                                words.startsWith("report")
                                    ? Stream.of()
                                    : Stream.of("--config", "molly.yaml"))
                            .toArray(String[]::new))
                    .exitCode());
    String token = task.path("token").asText();
    if (code == 0) {
      states("SendTaskSuccess", Map.of("taskToken", token, "output", "{}"));
    } else {
      // On AWS it is States.TaskFailed, which moto does not take from a caller.
      states(
          "SendTaskFailure", Map.of("taskToken", token, "error", "Died", "cause", "exit " + code));
    }
  }

  private MollyProcess.Result molly(String... command) {
    return new MollyHere(folder).on(moto.aws().uri(), moto.caller()).run(command);
  }

  private String report() {
    return moto.aws()
        .client(S3Client.class, new AccountRegion(moto.own(), REGION))
        .getObjectAsBytes(r -> r.bucket(ScanMachine.BUCKET).key("reports/molly.json"))
        .asUtf8String();
  }

  private String message() throws IOException, InterruptedException {
    return receive(mail).getFirst().path("Message").asText();
  }

  private String queue(String name) throws IOException, InterruptedException {
    return sqs("CreateQueue", Map.of("QueueName", name)).path("QueueUrl").asText();
  }

  private List<JsonNode> receive(String queue) throws IOException, InterruptedException {
    var bodies = new ArrayList<JsonNode>();
    JsonNode received =
        sqs(
            "ReceiveMessage",
            Map.of("QueueUrl", queue, "MaxNumberOfMessages", 10, "WaitTimeSeconds", 1));
    for (JsonNode message : received.path("Messages")) {
      bodies.add(JSON.readTree(message.path("Body").asText()));
      String handle = message.path("ReceiptHandle").asText();
      sqs("DeleteMessage", Map.of("QueueUrl", queue, "ReceiptHandle", handle));
    }
    return bodies;
  }

  private JsonNode sqs(String action, Object body) throws IOException, InterruptedException {
    return call("sqs", "AmazonSQS." + action, body);
  }

  private JsonNode states(String action, Object body) throws IOException, InterruptedException {
    return call("states", "AWSStepFunctions." + action, body);
  }

  /// Makes a call of a JSON protocol. Moto reads the service and the region in the signature, and
  /// does not verify it.
  private JsonNode call(String service, String target, Object body)
      throws IOException, InterruptedException {
    String scope = "key/20260101/%s/%s/aws4_request".formatted(HOME, service);
    String answer =
        send(
            HttpRequest.newBuilder(moto.aws().uri().resolve("/"))
                .header("X-Amz-Target", target)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=" + scope + ", SignedHeaders=host, Signature=0")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    return answer.isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer);
  }

  private void config(boolean execute) throws IOException, InterruptedException {
    send(
        HttpRequest.newBuilder(moto.aws().uri().resolve("/moto-api/config"))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"stepfunctions\": {\"execute_state_machine\": " + execute + "}}")));
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = http.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return answer.body();
  }
}
