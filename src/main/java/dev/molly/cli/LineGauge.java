package dev.molly.cli;

import java.io.PrintStream;

/// A line each time, for logs.
final class LineGauge implements ScanProgress.Gauge {
  private final PrintStream err;

  LineGauge(Terminal terminal) {
    this.err = terminal.err();
  }

  @Override
  public void show(long done, long known, String words) {
    err.printf("molly: %d of %d resources read; %s%n", done, known, words);
  }

  @Override
  public void close() {}
}
