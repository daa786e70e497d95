package dev.molly.cli;

import dev.molly.journal.Entry;
import dev.molly.journal.JournalCheck;
import dev.molly.journal.JournalFilter;
import dev.molly.journal.JournalFolder;
import dev.molly.model.ExitCode;
import dev.molly.model.RunId;
import dev.molly.model.UserError;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `molly journal`
@Command(name = "journal", description = "What was written to AWS, by which run, and when.")
final class JournalCommand {
  private final Terminal terminal;
  private final Clock clock;

  JournalCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Command(name = "show", description = "Show the record, oldest first.")
  int show(
      @Mixin StateOptions state,
      @Option(names = "--run", paramLabel = "RUN", description = "Only this run.")
          @Nullable String run,
      @Option(names = "--id", paramLabel = "ID", description = "Only this resource.")
          @Nullable String id,
      @Option(names = "--since", paramLabel = "WHEN", description = "As in 24h, 7d or an instant.")
          @Nullable String since) {
    var journals = new JournalFolder(state.folder().resolve("journal"));
    var filter =
        new JournalFilter(
            Optional.ofNullable(run).map(JournalCommand::runId),
            Optional.ofNullable(id),
            Optional.ofNullable(since).map(this::since));
    var text = new StringBuilder();
    for (RunId each : journals.all()) {
      List<Entry> entries = filter.of(each, journals.read(each));
      if (!entries.isEmpty()) {
        text.append(each).append('\n');
        entries.forEach(entry -> text.append("  ").append(EntryText.of(entry)).append('\n'));
      }
    }
    terminal.say(text.isEmpty() ? "Nothing was written." : text.toString());
    return 0;
  }

  @Command(name = "verify", description = "Check that no line was changed, left out or added.")
  int verify(@Mixin StateOptions state) {
    List<JournalCheck> checks = new JournalFolder(state.folder().resolve("journal")).checkAll();
    checks.forEach(check -> terminal.say(check.sentence()));
    if (checks.isEmpty()) {
      terminal.say("There is no journal yet.");
    }
    boolean broken = checks.stream().anyMatch(JournalCheck.Broken.class::isInstance);
    return (broken ? ExitCode.PARTLY_FAILED : ExitCode.CLEAN).code();
  }

  private Instant since(String text) {
    try {
      return JournalFilter.since(text, clock.instant());
    } catch (IllegalArgumentException e) {
      throw new UserError("--since: " + e.getMessage(), e);
    }
  }

  private static RunId runId(String text) {
    try {
      return new RunId(text);
    } catch (IllegalArgumentException e) {
      throw new UserError("--run: " + e.getMessage() + ".", e);
    }
  }
}
