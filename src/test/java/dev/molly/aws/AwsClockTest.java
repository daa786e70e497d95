package dev.molly.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

class AwsClockTest {
  @Test
  void isThatOfTheAnswer() {
    assertThat(AwsClock.at(answer("Mon, 23 Nov 2026 08:00:00 GMT")))
        .isEqualTo(Instant.parse("2026-11-23T08:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tomorrow", "2026-11-23T08:00:00Z"})
  void isNotGuessedWhenTheAnswerDoesNotSay(String date) {
    assertThatThrownBy(() -> AwsClock.at(answer(date)))
        .isInstanceOf(AwsException.class)
        .hasMessageContaining("does not say what the time is");
  }

  private static SdkResponse answer(String date) {
    var http = SdkHttpResponse.builder().statusCode(200);
    if (!date.isEmpty()) {
      http.putHeader("Date", date);
    }
    return GetCallerIdentityResponse.builder().build().toBuilder()
        .sdkHttpResponse(http.build())
        .build();
  }
}
