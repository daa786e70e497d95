package dev.molly.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.guard.RetentionWindow;
import dev.molly.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetireReaderTest {
  @TempDir private Path folder;

  @Test
  void readsTheWindow() throws IOException {
    Config config = load("retire: { keep: 30d, least: 14d, most: 10w, notice: 3d }");

    assertThat(config.window())
        .isEqualTo(
            new RetentionWindow(
                Duration.ofDays(30), Duration.ofDays(14), Duration.ofDays(70), Duration.ofDays(3)));
  }

  @Test
  void hasTheUsualWindowWithoutOne() throws IOException {
    assertThat(load("fail-on: high").window()).isEqualTo(RetentionWindow.DEFAULT);
  }

  @Test
  void aShortTimeThatIsUsualMovesTheLeast() throws IOException {
    assertThat(load("retire: { keep: 2d }").window().least()).isEqualTo(Duration.ofDays(2));
  }

  @Test
  void aPurgeNeedsSomebodyUnlessItIsAllowedAndLimited() throws IOException {
    assertThat(load("fail-on: high").unattendedPurge()).isEmpty();
    assertThat(load("purge: { unattended: false, resources: 5 }").unattendedPurge()).isEmpty();
    assertThat(load("purge: { resources: 5 }").unattendedPurge()).isEmpty();
    assertThat(load("purge: { unattended: true, resources: 5 }").unattendedPurge()).hasValue(5);
    assertThat(load("purge: { unattended: true, resources: 0 }").unattendedPurge()).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "retire: { keep: 5 }|molly.yaml:2:",
        "retire: { keep: 3d, least: 7d }|'least'",
        "retire: { keep: 30d, most: 14d }|'most'",
        "retire: { kepe: 30d }|did you mean 'keep'",
        "retire: 14d|molly.yaml:2:",
        "purge: { unattended: true }|a limit of its own",
        "purge: { unattended: maybe, resources: 5 }|unknown answer",
        "purge: { unattended: true, resources: -1 }|molly.yaml:2:",
      })
  void saysWhatIsWrongAndWhere(String line, String message) {
    assertThatThrownBy(() -> load(line))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  private Config load(String line) throws IOException {
    Path file = folder.resolve("molly.yaml");
    Files.writeString(file, "version: 1\n" + line + "\n");
    return ConfigLoader.load(file);
  }
}
