package dev.molly.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The `molly completion` command.
@Command(
    name = "completion",
    description = "Print the completion script for bash and zsh: source <(molly completion)")
final class CompletionCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Spec private CommandSpec spec;

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.say(AutoComplete.bash("molly", spec.root().commandLine()));
    return 0;
  }
}
