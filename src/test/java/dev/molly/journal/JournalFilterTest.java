package dev.molly.journal;

import static dev.molly.journal.SampleRun.BEGAN;
import static dev.molly.journal.SampleRun.ENDED;
import static dev.molly.journal.SampleRun.ENTRIES;
import static dev.molly.journal.SampleRun.LATER;
import static dev.molly.journal.SampleRun.RUN;
import static dev.molly.journal.SampleRun.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalFilterTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void takesEverythingWhenNothingIsAsked() {
    assertThat(JournalFilter.ALL.of(RUN, ENTRIES)).isEqualTo(ENTRIES);
  }

  @Test
  void takesOneRun() {
    var filter = new JournalFilter(Optional.of(RUN), Set.of(), Optional.empty());

    assertThat(filter.of(RUN, ENTRIES)).isEqualTo(ENTRIES);
    assertThat(filter.of(LATER, ENTRIES)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"web-02", "i-0b", "arn:aws:ec2:::instance/i-0b"})
  void takesWhatIsAboutAResourceWithItsOutcomeAndItsRun(String id) {
    assertThat(about(id).of(RUN, ENTRIES))
        .containsExactly(BEGAN, ENTRIES.get(3), ENTRIES.get(4), ENDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"web-03", "web", "WEB-02", "the web"})
  void takesNothingOfARunThatIsNotAboutTheResource(String id) {
    assertThat(about(id).of(RUN, ENTRIES)).isEmpty();
  }

  @Test
  void takesWhatIsNotBeforeATime() {
    var filter = new JournalFilter(Optional.empty(), Set.of(), Optional.of(time("23:58:04")));

    assertThat(filter.of(RUN, ENTRIES)).containsExactly(ENTRIES.get(4), ENDED);
  }

  @Test
  void takesAnOutcomeWhoseIntentIsBeforeTheTime() {
    var filter =
        new JournalFilter(Optional.empty(), Set.of("web-02"), Optional.of(time("23:58:04")));

    assertThat(filter.of(RUN, ENTRIES)).containsExactly(ENTRIES.get(4), ENDED);
  }

  @Test
  void takesNoEndAloneOfARunThatWasAboutTheResourceBefore() {
    var filter =
        new JournalFilter(Optional.empty(), Set.of("web-01"), Optional.of(time("23:58:04")));

    assertThat(filter.of(RUN, ENTRIES)).isEmpty();
  }

  @Test
  void takesNothingFromNothing() {
    assertThat(JournalFilter.ALL.of(RUN, List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T23:58:00Z, 2026-11-22T23:58:00Z",
    "36h, 2026-11-22T00:00:00Z",
    "14d, 2026-11-09T12:00:00Z",
    "2w, 2026-11-09T12:00:00Z"
  })
  void readsATimeOrHowLongAgoItWas(String text, Instant since) {
    assertThat(JournalFilter.since(text, NOW)).isEqualTo(since);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2026-11-22", "2026-11-22T23:58", "-1d", "5s"})
  void refusesAnotherSince(String text) {
    assertThatThrownBy(() -> JournalFilter.since(text, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "' is neither a time such as");
  }

  private static JournalFilter about(String id) {
    return new JournalFilter(Optional.empty(), Set.of(id), Optional.empty());
  }
}
