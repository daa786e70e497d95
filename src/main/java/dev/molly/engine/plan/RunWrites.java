package dev.molly.engine.plan;

import dev.molly.engine.support.InverseChanges;
import dev.molly.journal.JournalEntry;
import dev.molly.model.AccountId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.plan.RunResult.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The confirmed and interrupted writes of a run that are still in effect, by its journal.
///
/// @param changes the changes, last first
public record RunWrites(List<Change> changes) {
  public RunWrites {
    changes = List.copyOf(changes);
  }

  /// Returns the writes of a run.
  public static RunWrites of(List<JournalEntry> run, InverseChanges inverses) {
    return of(run, inverses, RunWrites::mayHaveWritten);
  }

  /// Returns the writes of a run that it saw in effect.
  static RunWrites seen(List<JournalEntry> run, InverseChanges inverses) {
    return of(run, inverses, Result.DONE::equals);
  }

  /// @param wanted the results of the writes to return; one without a result counts as unknown
  private static RunWrites of(
      List<JournalEntry> run, InverseChanges inverses, Predicate<Result> wanted) {
    var changes = new TreeMap<Integer, Change>();
    var results = new TreeMap<Integer, Result>();
    for (JournalEntry entry : run) {
      switch (entry) {
        case JournalEntry.Intent intent -> {
          changes.put(intent.step(), intent.change());
          results.put(intent.step(), Result.UNKNOWN);
        }
        case JournalEntry.Outcome outcome -> results.put(outcome.step(), outcome.result());
        case JournalEntry.Notice notice -> {}
        case JournalEntry.RunStarted began -> {}
        case JournalEntry.RunFinished ended -> {}
      }
    }
    changes.keySet().removeIf(step -> !wanted.test(results.getOrDefault(step, Result.UNKNOWN)));
    return new RunWrites(inEffect(changes.values(), inverses));
  }

  /// Returns the changes still in effect, last first: a run that stopped and undid its own
  /// changes wrote both directions.
  private static List<Change> inEffect(Collection<Change> written, InverseChanges inverses) {
    var effective = new ArrayList<Change>();
    for (Change change : written) {
      boolean takesBack =
          effective.stream()
              .anyMatch(earlier -> inverses.back(earlier).equals(Optional.of(change)));
      if (!takesBack) {
        effective.addFirst(change);
      }
    }
    return effective;
  }

  private static boolean mayHaveWritten(Result result) {
    return switch (result) {
      case DONE, MISMATCH, UNKNOWN -> true;
      case ALREADY, DRIFTED, PAUSED, DENIED, WAITING, UNTOLD, FAILED -> false;
    };
  }

  /// Returns the accounts the run may have written to.
  public List<AccountId> accounts() {
    return changes.stream()
        .map(change -> change.resource().id().account())
        .distinct()
        .sorted()
        .toList();
  }

  /// Returns the resources the run may have written to, oldest change first.
  public List<ResourceRef> resources() {
    return List.copyOf(
        changes.reversed().stream()
            .map(Change::resource)
            .collect(
                Collectors.toMap(
                    ResourceRef::id, ref -> ref, (first, later) -> later, LinkedHashMap::new))
            .values());
  }
}
