package dev.molly.cli;

import dev.molly.Molly;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `molly version`
@Command(name = "version", description = "Print molly's version and Java's.")
final class VersionCommand implements Callable<Integer> {
  private final Terminal terminal;

  VersionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.say("molly " + Molly.version() + " (Java " + Runtime.version() + ")");
    return 0;
  }
}
