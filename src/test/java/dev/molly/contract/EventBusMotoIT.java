package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.aws.AwsException;
import dev.molly.model.AccountRegion;
import dev.molly.model.RegionId;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;

/// A notice goes to an event bus, and from there to the targets of its rules.
@Tag(Engine.MOTO)
class EventBusMotoIT {
  private static final String LOGS = "/events/molly";
  private static final String RULE = "molly";

  private final MotoEngine moto = MotoEngine.orSkip();
  private final AccountRegion where = new AccountRegion(moto.own(), new RegionId("eu-west-1"));

  @BeforeEach
  @AfterEach
  void leaveNothing() {
    moto.reset();
  }

  @Test
  void anEventReachesTheTargetOfARuleForItsType() throws IOException, InterruptedException {
    try (var events = moto.aws().client(EventBridgeClient.class, where);
        var logs = moto.aws().client(CloudWatchLogsClient.class, where)) {
      logs.createLogGroup(r -> r.logGroupName(LOGS));
      String bus = events.createEventBus(r -> r.name("owners")).eventBusArn();
      events.putRule(
          r ->
              r.name(RULE)
                  .eventBusName("owners")
                  .eventPattern("{\"source\":[\"molly\"],\"detail-type\":[\"scan\"]}"));
      String group =
          "arn:aws:logs:%s:%s:log-group:%s".formatted(where.region(), where.account(), LOGS);
      Target target = Target.builder().id("logs").arn(group).build();
      events.putTargets(r -> r.rule(RULE).eventBusName("owners").targets(target));

      String id = put(bus, "scan");
      put(bus, "falls-due");

      assertThat(id).isNotBlank();
      JsonNode got = logged().path("events");
      assertThat(got).hasSize(1);
      assertThat(got.get(0).path("message").asText())
          .contains("\"source\": \"molly\"", "\"owner\": \"ada\"");
    }
  }

  /// EventBridge answers 200, and says in it that the event failed.
  @Test
  void anEventThatIsRefusedInsideAGoodAnswerIsAnError() {
    String bus = "arn:aws:events:eu-west-1:%s:event-bus/default".formatted(moto.own());

    assertThatThrownBy(() -> put(bus, ""))
        .isInstanceOf(AwsException.class)
        .hasMessageContaining("events:PutEvents: the event was not accepted: InvalidArgument");
  }

  /// moto's times are no whole numbers, which the SDK does not read.
  private JsonNode logged() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(moto.aws().uri())
            .header("X-Amz-Target", "Logs_20140328.FilterLogEvents")
            .header("Content-Type", "application/x-amz-json-1.1")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20261130/%s/logs/aws4_request"
                    .formatted(where.region()))
            .POST(HttpRequest.BodyPublishers.ofString("{\"logGroupName\":\"" + LOGS + "\"}"))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return new JsonMapper()
          .readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
  }

  private String put(String bus, String type) {
    return LiveScan.with(
        moto.aws().uri(), moto.caller(), aws -> aws.putEvent(bus, type, "{\"owner\":\"ada\"}"));
  }
}
