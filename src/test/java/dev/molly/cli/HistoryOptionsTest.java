package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.history.ScanHistory;
import org.junit.jupiter.api.Test;

class HistoryOptionsTest {
  private static final long HEAP = 256L * 1024 * 1024;

  @Test
  void aHistoryThatDoesNotFitIntoMemoryIsNotKeptAndSaysHowMuchItTakes() {
    long most = ScanHistory.mostOpen(HEAP);

    assertThat(HistoryOptions.tooMany(most, HEAP)).isEmpty();
    assertThat(HistoryOptions.tooMany(333_334, HEAP).orElseThrow())
        .contains("it has 333334 open findings, and there is memory for 53687")
        .endsWith("JAVA_TOOL_OPTIONS=-Xmx1590m");
    assertThat(HistoryOptions.tooMany(333_334, 1590L * 1024 * 1024)).isEmpty();
  }
}
