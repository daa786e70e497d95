package dev.molly.engine.plan;

import dev.molly.engine.support.InverseChanges;
import dev.molly.journal.JournalEntry;
import dev.molly.journal.JournalException;
import dev.molly.journal.RunJournals;
import dev.molly.plan.Change;
import dev.molly.plan.Operation;
import dev.molly.plan.RunId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// The writes of the runs of protect and undo that came after a run. AWS shows that a setting is as
/// a run left it, and not that another run has set it again since: an undo of the first would take
/// back what the other one did. Staged deletion and leases put back what they change, and do not
/// count.
public final class LaterWrites {
  private final RunId run;

  /// The later runs, newest first.
  private final List<LaterRun> runs;

  /// The later runs whose journals cannot be read.
  private final List<RunId> unreadable;

  private LaterWrites(RunId run, List<LaterRun> runs, List<RunId> unreadable) {
    this.run = run;
    this.runs = List.copyOf(runs);
    this.unreadable = List.copyOf(unreadable);
  }

  /// A later run.
  ///
  /// @param undoes the run that it undoes; empty for a protect, or where that cannot be trusted
  /// @param changes the changes that it made
  private record LaterRun(RunId run, Optional<RunId> undoes, List<Change> changes) {
    boolean wrote(Change change) {
      return changes.stream()
          .anyMatch(
              made ->
                  made.resource().id().equals(change.resource().id())
                      && made.control().equals(change.control()));
    }
  }

  /// Returns the writes of the runs in this state folder that began after a run.
  public static LaterWrites after(RunId run, RunJournals journals, InverseChanges inverses) {
    var runs = new ArrayList<LaterRun>();
    var unreadable = new ArrayList<RunId>();
    for (RunId each : journals.all().reversed()) {
      if (each.value().compareTo(run.value()) <= 0) {
        continue;
      }
      try {
        later(each, journals, inverses).ifPresent(runs::add);
      } catch (JournalException e) {
        unreadable.add(each);
      }
    }
    return new LaterWrites(run, runs, unreadable);
  }

  private static Optional<LaterRun> later(
      RunId run, RunJournals journals, InverseChanges inverses) {
    List<JournalEntry> entries = journals.read(run);
    return entries.stream()
        .filter(JournalEntry.RunStarted.class::isInstance)
        .map(JournalEntry.RunStarted.class::cast)
        .findFirst()
        .flatMap(
            began ->
                switch (Operation.find(began.command()).orElse(Operation.SWEEP)) {
                  case PROTECT ->
                      Optional.of(
                          new LaterRun(
                              run, Optional.empty(), RunWrites.of(entries, inverses).changes()));
                  // An undo that may have failed may leave something to undo.
                  case UNDO ->
                      Optional.of(
                          new LaterRun(
                              run,
                              began.undoes().filter(undone -> journals.isSealed(run)),
                              RunWrites.seen(entries, inverses).changes()));
                  case RETIRE, SWEEP, RESTORE, EXTEND, PURGE, LEASE, RENEW -> Optional.empty();
                });
  }

  /// Returns what is not known of them, as text: one line for each journal that cannot be read.
  List<String> gaps() {
    return unreadable.stream().map(LaterWrites::gap).toList();
  }

  private static String gap(RunId run) {
    return ("run %s: its journal cannot be read, so whether it set any of this again is not known; "
            + "see it with molly journal verify, and move it away to undo without it")
        .formatted(run);
  }

  /// Returns why a change is no longer the one that a setting shows, although the setting is as the
  /// change left it; empty if it is.
  Optional<String> since(Change change) {
    var takenBack = new HashSet<RunId>();
    for (LaterRun later : runs) {
      if (!later.wrote(change) || takenBack.contains(later.run())) {
        continue;
      }
      if (later.undoes().equals(Optional.of(run))) {
        return Optional.of(
            "run %s took it back, and it was set again since".formatted(later.run()));
      }
      boolean takesBack = later.undoes().filter(this::isLater).map(takenBack::add).orElse(false);
      if (!takesBack) {
        return Optional.of(
            "run %s set it again since; to take that back: molly undo %1$s".formatted(later.run()));
      }
    }
    return Optional.empty();
  }

  private boolean isLater(RunId undone) {
    return undone.value().compareTo(run.value()) > 0;
  }
}
