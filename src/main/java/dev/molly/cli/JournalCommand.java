package dev.molly.cli;

import dev.molly.journal.JournalCheck;
import dev.molly.journal.JournalEntry;
import dev.molly.journal.JournalException;
import dev.molly.journal.JournalFilter;
import dev.molly.journal.JournalFolder;
import dev.molly.model.ExitCode;
import dev.molly.model.UserError;
import dev.molly.plan.RunId;
import dev.molly.report.change.JournalNdjson;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
            shown.id == null ? Set.of() : Set.of(shown.id),
            Optional.ofNullable(shown.since).map(text -> since(text, state)));
    Shown entries = entries(state, filter);
    switch (shown.format) {
      case TEXT -> text(entries, filter);
      case NDJSON -> lines(entries.runs());
      case JSON, CSV, SARIF, JUNIT, HTML, OCSF ->
          throw new UserError("--format " + shown.format.word() + ": here it is text or ndjson.");
    }
    entries.unreadable().forEach(why -> terminal.warn(terminal.invocation().complete(why)));
    return (entries.unreadable().isEmpty() ? ExitCode.CLEAN : ExitCode.INCOMPLETE).code();
  }

  /// The entries to show.
  ///
  /// @param runs the entries by run, oldest first; without runs that have none
  /// @param unreadable why a journal is not among them: one that is broken hides no other
  private record Shown(Map<RunId, List<JournalEntry>> runs, List<String> unreadable) {}

  private static Shown entries(StateOptions state, JournalFilter filter) {
    var journals = JournalFolder.in(state.folder());
    filter.run().ifPresent(journals::mustHave);
    var found = new Shown(new LinkedHashMap<>(), new ArrayList<>());
    for (RunId run : filter.run().map(List::of).orElseGet(journals::all)) {
      try {
        List<JournalEntry> entries = journals.read(run);
        found.runs().put(run, filter.ids().isEmpty() ? filter.of(run, entries) : entries);
      } catch (JournalException e) {
        found.unreadable().add(String.valueOf(e.getMessage()));
      }
    }
    JournalFilter whole =
        filter.underAllNames(found.runs().values().stream().flatMap(List::stream).toList());
    found.runs().replaceAll(whole::of);
    found.runs().values().removeIf(List::isEmpty);
    return found;
  }

  private void text(Shown shown, JournalFilter filter) {
    var text = new StringBuilder();
    shown
        .runs()
        .forEach(
            (run, entries) -> {
              text.append(run).append('\n');
              entries.forEach(
                  entry -> text.append("  ").append(JournalEntryText.of(entry)).append('\n'));
            });
    if (!text.isEmpty()) {
      terminal.say(text.toString());
    } else if (shown.unreadable().isEmpty()) {
      terminal.say(
          filter.ids().isEmpty()
              ? "Nothing was written."
              : "Nothing was written to a resource with that id, DB identifier, bucket name or"
                  + " ARN.");
    }
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
