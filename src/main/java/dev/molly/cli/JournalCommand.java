package dev.molly.cli;

import dev.molly.journal.JournalCheck;
import dev.molly.journal.JournalEntry;
import dev.molly.journal.JournalFilter;
import dev.molly.journal.JournalFolder;
import dev.molly.model.ExitCode;
import dev.molly.model.UserError;
import dev.molly.plan.RunId;
import dev.molly.report.change.JournalNdjson;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The `molly journal` command.
@Command(name = "journal", description = "Show what was written to AWS, by which run and when.")
final class JournalCommand {
  private final MollyFactory mollys;
  private final Terminal terminal;
  private final Clock clock;

  JournalCommand(MollyFactory mollys, Terminal terminal, Clock clock) {
    this.mollys = mollys;
    this.terminal = terminal;
    this.clock = clock;
  }

  @Command(name = "show", description = "Show the record, oldest first.")
  int show(@Mixin StateOptions state, @Mixin JournalShowOptions shown) {
    var filter =
        new JournalFilter(
            Optional.ofNullable(shown.run),
            Optional.ofNullable(shown.id),
            Optional.ofNullable(shown.since).map(text -> since(text, state)));
    switch (shown.format) {
      case TEXT -> text(entries(state, filter));
      case NDJSON -> lines(entries(state, filter));
      case JSON, CSV, SARIF, JUNIT, HTML, OCSF ->
          throw new UserError("--format " + shown.format.word() + ": here it is text or ndjson.");
    }
    return 0;
  }

  /// Returns the entries by run, oldest first; runs without matching entries are omitted.
  private static Map<RunId, List<JournalEntry>> entries(StateOptions state, JournalFilter filter) {
    var journals = JournalFolder.in(state.folder());
    filter.run().ifPresent(journals::mustHave);
    var found = new LinkedHashMap<RunId, List<JournalEntry>>();
    for (RunId run : journals.all()) {
      List<JournalEntry> entries = filter.of(run, journals.read(run));
      if (!entries.isEmpty()) {
        found.put(run, entries);
      }
    }
    return found;
  }

  private void text(Map<RunId, List<JournalEntry>> runs) {
    var text = new StringBuilder();
    runs.forEach(
        (run, entries) -> {
          text.append(run).append('\n');
          entries.forEach(
              entry -> text.append("  ").append(JournalEntryText.of(entry)).append('\n'));
        });
    terminal.say(text.isEmpty() ? "Nothing was written." : text.toString());
  }

  /// Writes one line per entry; without entries, nothing is written.
  private void lines(Map<RunId, List<JournalEntry>> runs) {
    terminal.print(
        out -> {
          for (var run : runs.entrySet()) {
            JournalNdjson.write(run.getKey(), run.getValue(), out);
          }
        });
  }

  @Command(name = "verify", description = "Check that no line was changed, left out or added.")
  int verify(@Mixin StateOptions state) {
    List<JournalCheck> checks = JournalFolder.in(state.folder()).checkAll();
    checks.forEach(check -> terminal.say(check.sentence()));
    if (checks.isEmpty()) {
      terminal.say("There is no journal yet.");
    }
    boolean broken = checks.stream().anyMatch(JournalCheck.Broken.class::isInstance);
    return (broken ? ExitCode.PARTLY_FAILED : ExitCode.CLEAN).code();
  }

  private Instant since(String text, StateOptions state) {
    try {
      return JournalFilter.since(text, state.now(mollys, clock));
    } catch (IllegalArgumentException e) {
      throw new UserError("--since: " + e.getMessage(), e);
    }
  }
}
