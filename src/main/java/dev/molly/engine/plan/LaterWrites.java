package dev.molly.engine.plan;

import dev.molly.engine.support.InverseChanges;
import dev.molly.journal.JournalEntry;
import dev.molly.journal.JournalException;
import dev.molly.journal.RunJournals;
import dev.molly.plan.Change;
import dev.molly.plan.Operation;
import dev.molly.plan.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The writes of later runs of protect and undo. AWS shows that a setting is as a run left it, and
/// not that another run has set it again since: an undo of the first would take back what the other
/// one did. Staged deletion and leases put back what they change, and do not count.
///
/// @param writes the writes, oldest first
public record LaterWrites(List<Write> writes) {
  public LaterWrites {
    writes = List.copyOf(writes);
  }

  /// One write of a later run.
  ///
  /// @param back whether the run was an undo
  record Write(RunId run, boolean back, Change change) {}

  /// Returns the writes of the runs in this state folder that began after a run.
  public static LaterWrites after(RunId run, RunJournals runs, InverseChanges inverses) {
    return new LaterWrites(
        runs.all().stream()
            .filter(each -> each.value().compareTo(run.value()) > 0)
            .flatMap(each -> writes(each, runs, inverses))
            .toList());
  }

  private static Stream<Write> writes(RunId run, RunJournals runs, InverseChanges inverses) {
    List<JournalEntry> entries;
    try {
      entries = runs.read(run);
    } catch (JournalException e) {
      return Stream.empty(); // `molly journal verify` reports it.
    }
    return switch (operation(entries)) {
      case PROTECT ->
          RunWrites.of(entries, inverses).changes().reversed().stream()
              .map(change -> new Write(run, false, change));
      // A write that may have failed may leave something to undo.
      case UNDO ->
          RunWrites.seen(entries, inverses).changes().reversed().stream()
              .map(change -> new Write(run, true, change));
      case RETIRE, SWEEP, RESTORE, EXTEND, PURGE, LEASE, RENEW -> Stream.empty();
    };
  }

  private static Operation operation(List<JournalEntry> entries) {
    return entries.stream()
        .filter(JournalEntry.RunStarted.class::isInstance)
        .flatMap(entry -> Operation.find(((JournalEntry.RunStarted) entry).command()).stream())
        .findFirst()
        .orElse(Operation.SWEEP);
  }

  /// Returns why a change is no longer the one that a setting shows, although the setting is as the
  /// change left it; empty if it is.
  Optional<String> since(Change change) {
    var standing = new ArrayList<Write>();
    Optional<Write> takenBack = Optional.empty();
    for (Write write : writes) {
      Change made = write.change();
      if (!isOfTheSame(change, made)) {
        continue;
      }
      if (!standing.isEmpty() && write.back() && isInverse(standing.getLast().change(), made)) {
        standing.removeLast();
      } else if (!standing.isEmpty() || !write.back()) {
        standing.add(write);
      } else if (isInverse(change, made)) {
        takenBack = Optional.of(write);
      } else if (isAgain(change, made)) {
        takenBack = Optional.empty(); // An undo of that undo.
      } else {
        standing.add(write);
      }
    }
    if (!standing.isEmpty()) {
      RunId run = standing.getLast().run();
      return Optional.of(
          "run %s set it again since; to take that back: molly undo %s".formatted(run, run));
    }
    return takenBack.map(
        write -> "run %s took it back, and it was set again since".formatted(write.run()));
  }

  private static boolean isOfTheSame(Change one, Change other) {
    return one.resource().id().equals(other.resource().id())
        && one.control().equals(other.control());
  }

  private static boolean isAgain(Change one, Change other) {
    return one.from().equals(other.from()) && one.to().equals(other.to());
  }

  private static boolean isInverse(Change one, Change other) {
    return one.from().equals(other.to()) && one.to().equals(other.from());
  }
}
