package dev.molly.cli;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `molly completion` command.
@Command(
    name = "completion",
    description = "Print the completion script for bash and zsh: source <(molly completion)")
final class CompletionCommand implements Callable<Integer> {
  private final Supplier<CommandLine> molly;
  private final Terminal terminal;

  CompletionCommand(Supplier<CommandLine> molly, Terminal terminal) {
    this.molly = molly;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.say(AutoComplete.bash("molly", molly.get()));
    return 0;
  }
}
