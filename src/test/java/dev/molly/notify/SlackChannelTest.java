package dev.molly.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.config.NoticeType;
import dev.molly.engine.run.NoticeException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackChannelTest {
  private static final Message MESSAGE =
      new Message("0f", NoticeType.SCAN, "a scan", "web & <!channel> of @here", "{}");

  @Test
  void theTextIsPostedAndCallsNobody() throws IOException {
    try (var slack = new HttpReceiver(200)) {
      var receipt = channel(slack.url().toString()).deliver(MESSAGE);

      assertThat(new JsonMapper().readTree(slack.body()).path("text").asText())
          .isEqualTo("web &amp; &lt;!channel&gt; of @\u200bhere");
      assertThat(slack.header("Content-Type")).isEqualTo("application/json");
      assertThat(receipt.text()).isEqualTo("200 by the URL in SLACK");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "@channel,@\u200bchannel",
    "@Everyone!,@\u200bEveryone!",
    "ada@example.org,ada@example.org",
    "@channels,@channels",
    "&lt;,&amp;lt;"
  })
  void namesFromAwsAreText(String name, String shown) {
    assertThat(SlackChannel.escaped(name)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "T0KEN", "http://hooks.slack.com/T0KEN", "https:///T0KEN", "ht tp:T0KEN"})
  void aUrlThatIsNoneIsNotCalledAndNotShown(String url) {
    assertThatThrownBy(() -> channel(url).deliver(MESSAGE))
        .isInstanceOf(NoticeException.class)
        .hasMessageContaining("the variable SLACK")
        .hasMessageNotContaining("T0KEN")
        .hasNoCause();
  }

  @Test
  void aRefusalDoesNotShowTheUrl() throws IOException {
    try (var slack = new HttpReceiver(404)) {
      assertThatThrownBy(() -> channel(slack.url().toString()).deliver(MESSAGE))
          .isInstanceOf(NoticeException.class)
          .hasMessage("Slack, by the URL in SLACK, answered 404");
    }
  }

  private static SlackChannel channel(String url) {
    return new SlackChannel("SLACK", Map.of("SLACK", url), Duration.ofSeconds(60));
  }
}
