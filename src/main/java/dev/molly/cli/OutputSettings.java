package dev.molly.cli;

import dev.molly.report.format.Invocation;

/// The output settings of the command line, in addition to the terminal's capabilities. They are
/// known only after the command line is parsed, and then apply to the whole command.
public final class OutputSettings {
  private boolean quiet;
  private boolean plain;
  private boolean forModel;
  private Invocation typed = Invocation.none();

  /// Records the typed command line, for the commands that are printed in the output.
  void typed(Invocation invocation) {
    typed = invocation;
  }

  /// Returns the typed command line; [Invocation#none] until it is known.
  Invocation typed() {
    return typed;
  }

  /// Sets whether progress messages are omitted.
  void quiet(boolean wanted) {
    quiet = wanted;
  }

  /// Returns whether only results and problems are printed.
  boolean isQuiet() {
    return quiet;
  }

  /// Sets whether colours are disabled, independent of the terminal's capabilities.
  void plain(boolean wanted) {
    plain = wanted;
  }

  /// Records that a language model asked for the command, and reads its output.
  void forModel() {
    forModel = true;
  }

  /// Returns whether a language model asked for the command: the output then has no confirmation
  /// phrase, and no restore goes by a record that is not known here.
  boolean isForModel() {
    return forModel;
  }

  /// Returns whether colours are disabled.
  boolean isPlain() {
    return plain;
  }
}
