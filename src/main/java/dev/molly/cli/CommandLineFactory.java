package dev.molly.cli;

import picocli.CommandLine;

/// Creates the whole command line anew, for a command that carries out others.
public interface CommandLineFactory {
  /// Creates the command line for a terminal.
  CommandLine on(Terminal terminal);
}
