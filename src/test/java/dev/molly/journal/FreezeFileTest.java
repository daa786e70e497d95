package dev.molly.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.guard.Freeze;
import dev.molly.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreezeFileTest {
  private static final Instant FROM = Instant.parse("2026-11-23T10:00:00Z");
  private static final Freeze OPEN =
      new Freeze("the \"db\" is\ndown \u00e9", FROM, Optional.empty(), Freeze.OFF);
  private static final Freeze ENDING =
      new Freeze("moving", FROM, Optional.of(FROM.plusSeconds(60)), Freeze.OFF);

  @TempDir private Path folder;

  @Test
  void isOffWhereNobodyPutItOn() {
    assertThat(new FreezeFile(folder).read()).isEmpty();
    assertThat(new FreezeFile(folder.resolve("nowhere")).read()).isEmpty();
  }

  @Test
  void isOnForEveryMollyWithTheSameFolder() {
    Path state = folder.resolve("state");

    new FreezeFile(state).set(OPEN);

    assertThat(new FreezeFile(state).read()).contains(OPEN);
  }

  /// A machine with a clock that is behind shares the folder, or the clock was put back.
  @Test
  void isOnAlsoBeforeTheTimeAtWhichItWasPutOn() {
    var file = new FreezeFile(folder);
    file.set(ENDING);

    Freeze declared = file.read().orElseThrow().declared();

    assertThat(declared.covers(FROM.minusSeconds(3600))).isTrue();
    assertThat(declared.covers(FROM.plusSeconds(60))).isFalse();
    assertThat(declared.why()).isEqualTo("moving");
  }

  @Test
  void takesThePlaceOfTheOneBefore() throws IOException {
    var file = new FreezeFile(folder);
    file.set(OPEN);

    file.set(ENDING);

    assertThat(file.read()).contains(ENDING);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("freeze.json"));
    }
  }

  @Test
  void isTakenOffOnceAndTwice() {
    var file = new FreezeFile(folder);
    file.set(OPEN);

    file.clear();
    file.clear();

    assertThat(file.read()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"why\":\"x\"}",
        "{\"why\":\"x\",\"from\":\"today\"}",
        "{\"why\":\"x\",\"from\":\"2026-11-23T10:00:00Z\",\"till\":\"2026-11-24T10:00:00Z\"}",
        "{\"why\":\"x\",\"from\":\"2026-11-23T10:00:00Z\",\"until\":null}",
        "{\"why\":\"x\",\"from\":\"2026-11-23T10:00:00Z\",\"until\":\"2026-11-22T10:00:00Z\"}",
        "{\"why\":\"x\",\"from\":\"2026-11-23T10:00:00Z\"} more",
      })
  void countsAsOnWhenItCannotBeUnderstood(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("freeze.json"), text);

    Freeze freeze = new FreezeFile(folder).read().orElseThrow();

    assertThat(freeze.covers(FROM)).isTrue();
    assertThat(freeze.until()).isEmpty();
    assertThat(freeze.why()).startsWith(file + " cannot be read, which counts as one (");
  }

  @Test
  void countsAsOnWhenItCannotBeOpened() throws IOException {
    Path file = Files.createDirectory(folder.resolve("freeze.json"));

    Freeze freeze = new FreezeFile(folder).read().orElseThrow();

    assertThat(freeze.covers(FROM)).isTrue();
    assertThat(freeze.why()).startsWith(file + " cannot be read");
  }

  @Test
  void countsAsOnWhenTheStateFolderIsNoFolder() throws IOException {
    Path state = Files.writeString(folder.resolve("state"), "a file");

    assertThat(new FreezeFile(state).read()).isPresent();
  }

  @Test
  void saysThatItIsNotOnWhenItCannotBeWritten() throws IOException {
    Path state = Files.writeString(folder.resolve("state"), "a file");

    assertThatThrownBy(() -> new FreezeFile(state).set(OPEN))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "the freeze was not put on: %s cannot be written (%s is not a folder); make the state"
                + " folder writable and try again",
            state.resolve("freeze.json"), state);
  }

  @Test
  void saysThatItIsStillOnWhenItCannotBeTakenOff() throws IOException {
    Path file = Files.createDirectory(folder.resolve("freeze.json"));
    Files.writeString(file.resolve("something"), "in it");

    assertThatThrownBy(() -> new FreezeFile(folder).clear())
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("the freeze is still on: " + file + " cannot be written");
  }
}
