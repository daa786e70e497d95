package dev.molly.cli;

/// Runs a command on another terminal, for a command that carries out others.
public interface CommandInvoker {
  /// Runs a command.
  ///
  /// @param words the words after `molly`
  /// @return the exit code
  int run(Terminal terminal, String... words);
}
