package dev.molly.cli;

import java.io.PrintStream;
import java.util.OptionalLong;

/// Progress as separate lines, for logs.
final class ProgressLineGauge implements ProgressGauge {
  private final PrintStream err;

  ProgressLineGauge(Terminal terminal) {
    this.err = terminal.err();
  }

  @Override
  public void show(long done, OptionalLong all, String words) {
    String of = all.isPresent() ? " of " + all.getAsLong() : "";
    err.printf("molly: %d%s resources read; %s%n", done, of, words);
  }

  @Override
  public void close() {}
}
