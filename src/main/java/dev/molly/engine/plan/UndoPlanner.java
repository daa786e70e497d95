package dev.molly.engine.plan;

import dev.molly.aws.AccountSession;
import dev.molly.engine.support.InverseChanges;
import dev.molly.journal.JournalEntry;
import dev.molly.model.AccountId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.RunResult.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Makes the plan that undoes a run, from the run's journal and the current state of the
/// resources.
public final class UndoPlanner {
  private final Map<AccountId, AccountSession> sessions;

  public UndoPlanner(Map<AccountId, AccountSession> sessions) {
    this.sessions = Map.copyOf(sessions);
  }

  /// Returns the accounts a run may have written to.
  public static List<AccountId> accounts(List<JournalEntry> run) {
    return written(run).stream()
        .map(change -> change.resource().id().account())
        .distinct()
        .sorted()
        .toList();
  }

  /// Returns the resources a run may have written to, oldest change first.
  public static List<ResourceRef> touched(List<JournalEntry> run) {
    return List.copyOf(
        written(run).reversed().stream()
            .map(Change::resource)
            .collect(
                Collectors.toMap(
                    ResourceRef::id, ref -> ref, (first, later) -> later, LinkedHashMap::new))
            .values());
  }

  /// Returns the undo plan, last change first. A setting that differs from the run's result is
  /// skipped and reported.
  public Plan plan(List<JournalEntry> run) {
    var steps = new ArrayList<PlannedChange>();
    var left = new ArrayList<String>();
    for (Change change : written(run)) {
      Optional<Change> takesBack = InverseChanges.back(change);
      if (takesBack.isEmpty()) {
        left.add(words(change) + ": nothing takes that back");
        continue;
      }
      Change back = takesBack.get();
      AccountSession session = sessions.get(change.resource().id().account());
      Optional<InverseChanges.Found> found =
          session == null ? Optional.empty() : InverseChanges.found(session, back, "undo");
      if (found.isPresent()) {
        found
            .get()
            .stop()
            .ifPresentOrElse(
                stop -> left.add(words(change) + ": " + stop.reason() + "; " + stop.remedy()),
                () -> steps.add(found.get().step()));
      } else if (session == null || !InverseChanges.isBack(session, back)) {
        left.add(words(change) + ": it is gone, cannot be read, or is not as the run left it");
      }
    }
    return new Plan("undo", steps, steps.size(), List.of(), left);
  }

  private static String words(Change change) {
    return change.resource().identifier() + " " + change.control();
  }

  /// Returns the run's confirmed and interrupted writes that are still in effect, last first.
  private static List<Change> written(List<JournalEntry> run) {
    var changes = new TreeMap<Integer, Change>();
    for (JournalEntry entry : run) {
      switch (entry) {
        case JournalEntry.Intent intent -> changes.put(intent.step(), intent.change());
        case JournalEntry.Outcome outcome when !mayHaveWritten(outcome.result()) ->
            changes.remove(outcome.step());
        case JournalEntry.Outcome outcome -> {}
        case JournalEntry.Notice notice -> {}
        case JournalEntry.RunStarted began -> {}
        case JournalEntry.RunFinished ended -> {}
      }
    }
    return status(changes.values());
  }

  /// Returns the changes still in effect, last first: a run that stopped and undid its own
  /// changes wrote both directions.
  private static List<Change> status(Collection<Change> written) {
    var status = new ArrayList<Change>();
    for (Change change : written) {
      boolean takesBack =
          status.stream()
              .anyMatch(earlier -> InverseChanges.back(earlier).equals(Optional.of(change)));
      if (!takesBack) {
        status.addFirst(change);
      }
    }
    return status;
  }

  private static boolean mayHaveWritten(Result result) {
    return switch (result) {
      case DONE, MISMATCH, UNKNOWN -> true;
      case ALREADY, DRIFTED, PAUSED, WAITING, UNTOLD, FAILED -> false;
    };
  }
}
