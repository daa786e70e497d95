package dev.molly.cli;

import dev.molly.model.UserError;
import dev.molly.text.SpellingSuggestion;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// The `molly help` command.
@Command(name = "help", description = "Show the help of a command: molly help retire.")
final class HelpCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      completionCandidates = CompletionCandidates.Commands.class,
      description = "As in: molly help journal show. Without one: the list of commands.")
  List<String> words = List.of();

  private final Supplier<CommandLine> molly;
  private final Terminal terminal;

  HelpCommand(Supplier<CommandLine> molly, Terminal terminal) {
    this.molly = molly;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandLine command = molly.get();
    for (String word : words) {
      CommandLine next = command.getSubcommands().get(word);
      if (next == null) {
        String within = command.getCommandSpec().qualifiedName();
        throw new UserError(
            "there is no command '%s %s'%s\nThose that there are: %s --help"
                .formatted(
                    within,
                    word,
                    SpellingSuggestion.hint(word, command.getSubcommands().keySet()),
                    within));
      }
      command = next;
    }
    terminal.say(command.getUsageMessage());
    return 0;
  }
}
