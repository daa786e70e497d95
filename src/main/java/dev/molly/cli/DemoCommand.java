package dev.molly.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// The `molly demo` command.
@Command(
    name = "demo",
    description = "Run a guided demo on a simulated account: no credentials, no network, no risk.")
final class DemoCommand implements Callable<Integer> {
  private final DemoStory demo;
  private final Terminal terminal;

  DemoCommand(DemoStory demo, Terminal terminal) {
    this.demo = demo;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.print(out -> demo.tell(out, terminal.display()));
    return 0;
  }
}
