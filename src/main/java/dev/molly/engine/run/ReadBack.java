package dev.molly.engine.run;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.engine.support.Sleeper;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.ObservationScope;
import dev.molly.kind.Protectable;
import dev.molly.kind.ReadFailures;
import dev.molly.model.Resource;
import dev.molly.plan.Change;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.Observation;
import java.util.Optional;
import java.util.Set;

/// Reads a written setting until it has the intended value or an unrelated one. EC2 shows a change
/// only after a while.
final class ReadBack {
  private final RetirementTracker tracker;
  private final Sleeper sleeper;
  private final RolloutPace pace;

  ReadBack(RetirementTracker tracker, Sleeper sleeper, RolloutPace pace) {
    this.tracker = tracker;
    this.sleeper = sleeper;
    this.pace = pace;
  }

  /// A setting after a write, compared with the change.
  enum State {
    WRITTEN,
    UNCHANGED,
    SOMETHING_ELSE
  }

  /// The last observation.
  ///
  /// @param resource the resource; empty if it is gone
  record Seen(State state, Optional<Resource> resource) {}

  /// Returns the outcome of an invisible change, with AWS's reason if it undid a start that it had
  /// accepted. After a start that it may not have accepted, its reason is that of an earlier one.
  Outcome explained(AccountSession session, Outcome outcome) {
    Change change = outcome.change();
    if (outcome.result() != Result.MISMATCH || !isStart(change)) {
      return outcome;
    }
    try {
      return tracker
          .observe(session, change.resource(), ObservationScope.RECORD)
          .flatMap(Observation::failedStart)
          .map(
              why ->
                  new Outcome(
                      change,
                      outcome.result(),
                      "%s; %s (%s)".formatted(outcome.detail(), why.reason(), why.remedy())))
          .orElse(outcome);
    } catch (AwsException e) {
      return outcome; // It is as invisible without a reason.
    }
  }

  private static boolean isStart(Change change) {
    return change.control().equals(LifecycleAttributes.RUN_STATE)
        && !change.to().equals(LifecycleAttributes.STOPPED);
  }

  /// Reads the setting of a change.
  ///
  /// @param tags whether the tags are read as well
  /// @throws dev.molly.aws.AwsException if AWS does not answer, or the resource is gone and the
  ///     change is not its deletion
  Seen of(AccountSession session, Change change, boolean tags) {
    var wanted = new ControlSelection(Set.of(change.control()), tags);
    Seen seen = read(session, change, wanted);
    for (int i = 1; i < pace.readBacks() && seen.state() == State.UNCHANGED; i++) {
      sleeper.sleep(pace.readBackEvery());
      seen = read(session, change, wanted);
    }
    return seen;
  }

  private Seen read(AccountSession session, Change change, ControlSelection wanted) {
    Optional<Observation> now = tracker.observe(session, change.resource(), wanted);
    if (now.isEmpty() && !change.control().equals(LifecycleAttributes.EXISTENCE)) {
      throw ReadFailures.gone(change.resource());
    }
    String setting = now.map(it -> it.setting(change.control())).orElse(LifecycleAttributes.GONE);
    return new Seen(state(change, setting), now.map(Observation::resource));
  }

  private State state(Change change, String setting) {
    Protectable kind = tracker.kinds().protectable(change.resource().id().kind());
    if (kind.same(change.control(), setting, change.to())) {
      return State.WRITTEN;
    }
    return kind.same(change.control(), setting, change.from())
        ? State.UNCHANGED
        : State.SOMETHING_ELSE;
  }
}
