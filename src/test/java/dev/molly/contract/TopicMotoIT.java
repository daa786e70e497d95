package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.aws.AwsException;
import dev.molly.model.AccountRegion;
import dev.molly.model.RegionId;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A notice goes to a topic, and from there to who subscribes.
@Tag(Engine.MOTO)
class TopicMotoIT {
  private static final RegionId IRELAND = new RegionId("eu-west-1");

  private final MotoEngine moto = MotoEngine.orSkip();

  @BeforeEach
  @AfterEach
  void leaveNothing() {
    moto.reset();
  }

  @Test
  void whatIsPublishedReachesASubscriber() throws IOException {
    try (var sns = moto.aws().sns(new AccountRegion(moto.own(), IRELAND));
        var subscriber = new TopicSubscriber(sns)) {
      String id = publish(subscriber.topic, "{\"type\":\"falls-due\"}");

      assertThat(subscriber.got).last().asString().contains(id, "falls due: web-01", "falls-due");
    }
  }

  /// Who subscribes by mail reads the text, and who subscribes otherwise gets the JSON.
  @Test
  void aDigestIsTextByMailAndJsonElsewhere() throws IOException {
    try (var sns = moto.aws().sns(new AccountRegion(moto.own(), IRELAND));
        var subscriber = new TopicSubscriber(sns)) {
      LiveScan.with(
          moto.aws().uri(),
          moto.caller(),
          aws ->
              aws.publish(
                  subscriber.topic, "molly: ada", "{\"type\":\"scan\"}", "ada: \"1 new\"\nNew:"));

      assertThat(subscriber.got)
          .last()
          .asString()
          .contains("{\\\"type\\\":\\\"scan\\\"}")
          .doesNotContain("email");
    }
  }

  @Test
  void aTopicThatIsNotThereIsAnError() {
    String nowhere = "arn:aws:sns:eu-west-1:%s:nowhere".formatted(moto.own());

    assertThatThrownBy(() -> publish(nowhere, "{}"))
        .isInstanceOf(AwsException.class)
        .hasMessageContaining("sns:Publish");
  }

  private String publish(String topic, String text) {
    return LiveScan.with(
        moto.aws().uri(), moto.caller(), aws -> aws.publish(topic, "falls due: web-01", text, ""));
  }
}
