package dev.molly.engine.plan;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.InverseChanges;
import dev.molly.model.AccountId;
import dev.molly.plan.Change;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.retire.Blocker;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/// Makes the plan that undoes a run, from the run's journal and the current state of the
/// resources.
public final class UndoPlanner {
  private final InverseChanges inverses;
  private final Map<AccountId, AccountSession> sessions;

  public UndoPlanner(InverseChanges inverses, Map<AccountId, AccountSession> sessions) {
    this.inverses = inverses;
    this.sessions = Map.copyOf(sessions);
  }

  /// Returns the undo plan, last change first. A setting that differs from the run's result, or
  /// that a later run set again, is skipped and reported; one that cannot be read is a gap. Nothing
  /// is undone while the journal of a later run cannot be read.
  public Plan plan(RunWrites run, LaterWrites later) {
    var steps = new ArrayList<PlannedChange>();
    var left = new ArrayList<String>();
    var gaps = new ArrayList<String>(later.gaps());
    if (!gaps.isEmpty()) {
      return new Plan(Operation.UNDO, steps, 0, gaps, left);
    }
    for (Change change : run.changes()) {
      Optional<Change> takesBack = inverses.back(change);
      if (takesBack.isEmpty()) {
        left.add(words(change) + ": nothing takes that back");
        continue;
      }
      Change back = takesBack.get();
      AccountSession session = sessions.get(change.resource().id().account());
      try {
        Optional<InverseChanges.Found> found =
            session == null ? Optional.empty() : inverses.found(session, back, "undo");
        if (found.isPresent()) {
          later
              .since(change)
              .or(() -> found.get().stop().map(Blocker::text))
              .ifPresentOrElse(
                  stop -> left.add(words(change) + ": " + stop),
                  () -> steps.add(found.get().step()));
        } else if (session == null || !inverses.isBack(session, back)) {
          left.add(words(change) + ": it is gone, or is not as the run left it");
        }
      } catch (AwsException e) {
        gaps.add(words(change) + ": it could not be read: " + e.explanation());
      }
    }
    return new Plan(Operation.UNDO, steps, steps.size(), gaps, left);
  }

  private static String words(Change change) {
    return change.resource().identifier() + " " + change.control();
  }
}
