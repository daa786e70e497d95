package dev.molly.cli;

import dev.molly.Molly;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/// The `molly version` command.
@Command(name = "version", description = "Print molly's version and Java's.")
final class VersionCommand implements Callable<Integer> {
  private final Terminal terminal;

  VersionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.say(new Version().getVersion()[0]);
    return 0;
  }

  /// The version provider for `molly --version`.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"molly " + Molly.version() + " (Java " + Runtime.version() + ")"};
    }
  }
}
