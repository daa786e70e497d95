package dev.molly.cli;

import dev.molly.report.format.Invocation;

/// How a command is asked to speak, beside what its terminal can do. Known only when the command
/// line has been read, and then for all of the command.
public final class OutputSettings {
  private boolean quiet;
  private boolean plain;
  private Invocation typed = Invocation.none();

  /// What was typed, for the commands that are printed after it.
  void typed(Invocation invocation) {
    typed = invocation;
  }

  /// What was typed; nothing until it is known.
  Invocation typed() {
    return typed;
  }

  /// Leaves out what only says how far it is.
  void quiet(boolean wanted) {
    quiet = wanted;
  }

  /// Whether only the result, and what is wrong, is to be said.
  boolean isQuiet() {
    return quiet;
  }

  /// Uses no colours, whatever the terminal can show.
  void plain(boolean wanted) {
    plain = wanted;
  }

  /// Whether there are to be no colours.
  boolean isPlain() {
    return plain;
  }
}
