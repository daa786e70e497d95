package dev.molly.cli;

import dev.molly.SupportedKinds;
import dev.molly.config.ExplainPages;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// The `molly explain` command.
@Command(
    name = "explain",
    description = "Print the page about a kind, a rule, a status or the exit codes.")
final class ExplainCommand implements Callable<Integer> {
  private static final String POLICY_TO_SCAN = "{{molly iam scan}}";

  @Parameters(
      arity = "0..1",
      paramLabel = "PAGE",
      completionCandidates = CompletionCandidates.Pages.class,
      description = "Without one: the list of pages.")
  @Nullable String page;

  private final SupportedKinds kinds;
  private final Supplier<CommandLine> molly;
  private final Terminal terminal;

  ExplainCommand(SupportedKinds kinds, Supplier<CommandLine> molly, Terminal terminal) {
    this.kinds = kinds;
    this.molly = molly;
    this.terminal = terminal;
  }

  /// Inserts the policy of `molly iam scan` into a page, so that there is only one copy of it.
  private String filled(String page) {
    return page.replace(POLICY_TO_SCAN, kinds.policyToScan().strip().indent(4).stripTrailing());
  }

  @Override
  public Integer call() {
    var explain = new ExplainPages(kinds.catalog());
    terminal.say(page == null ? String.join("\n", explain.pages()) : text(explain, page));
    return 0;
  }

  /// The variables are derived from the existing options, so that no list has to be maintained.
  private String text(ExplainPages explain, String name) {
    String text = filled(explain.page(name));
    return name.equals("environment") ? text + EnvironmentDefaults.list(molly.get()) : text;
  }
}
