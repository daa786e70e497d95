package dev.molly.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({"30m, PT30M", "36h, PT36H", "14d, P14D", "2w, P14D"})
  void readsMinutesHoursDaysAndWeeks(String text, Duration length) {
    assertThat(DurationText.parse(text)).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "d", "0d", "-1d", "7 d", "1.5d", "7s", "7M", "7D", "100000d"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> DurationText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("30m, 36h, 14d or 2w");
  }

  @Test
  void saysDaysWhereItIsDays() {
    assertThat(DurationText.words(Duration.ofDays(1))).isEqualTo("1 day");
    assertThat(DurationText.words(Duration.ofDays(14))).isEqualTo("14 days");
    assertThat(DurationText.words(Duration.ofHours(36))).isEqualTo("36 hours");
    assertThat(DurationText.words(Duration.ofMinutes(1))).isEqualTo("1 minute");
    assertThat(DurationText.words(Duration.ofMinutes(90))).isEqualTo("90 minutes");
  }
}
