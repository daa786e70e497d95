package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.config.Explain;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `molly explain`
@Command(
    name = "explain",
    description = "Print what molly has to say about a kind, a rule, a status or exit codes.")
final class ExplainCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "PAGE", description = "Without one: the list of pages.")
  @Nullable String page;

  private final Terminal terminal;

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var explain = new Explain(Molly.catalogue());
    terminal.say(page == null ? String.join("\n", explain.pages()) : explain.page(page));
    return 0;
  }
}
