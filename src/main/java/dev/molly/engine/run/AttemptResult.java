package dev.molly.engine.run;

import dev.molly.aws.AwsException;
import dev.molly.model.Resource;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import dev.molly.retire.LifecycleAttributes;
import java.util.Optional;

/// The result of one attempt at a write, and how often such a write is attempted.
///
/// @param seen the resource as read back after the write; empty if it was not, or is gone
/// @param withoutEffect whether AWS certainly changed nothing
/// @param attempts the maximum number of attempts for such an outcome
record AttemptResult(
    Outcome outcome, Optional<Resource> seen, boolean withoutEffect, int attempts) {
  /// Throttling by AWS is occasional and lasts seconds.
  private static final int THROTTLED_ATTEMPTS = 8;

  private static final int UNANSWERED_ATTEMPTS = 3;

  /// Returns whether a retirement or purge step was made just after another machine had restored
  /// the resource, which lost its record between the observation and the write; or, on the way out
  /// of use, while it is restoring the resource. AWS has no compare-and-set write. Where the tags
  /// could not be read, the next observation checks again.
  ///
  /// @param goal the goal of the step
  boolean cameTooLate(Goal goal) {
    return outcome.result() == Result.DONE
        && seen.stream()
            .anyMatch(
                resource ->
                    LateStep.isRestored(resource)
                        || (goal == Goal.RETIRED && LateStep.isBeingRestored(resource)));
  }

  /// The outcome of a write as far as it was read back.
  ///
  /// @param resource the resource after the write; empty if it was not read, or is gone
  record Seen(Outcome outcome, Optional<Resource> resource) {}

  /// Returns the result of a write that AWS refused, which is not repeated.
  static AttemptResult refused(Change change, Result result, AwsException e) {
    return new AttemptResult(
        new Outcome(change, result, e.getMessage()), Optional.empty(), true, 1);
  }

  /// Returns the result of a write that AWS throttled.
  static AttemptResult throttled(Change change, AwsException e) {
    return new AttemptResult(
        new Outcome(change, Result.PAUSED, e.getMessage()),
        Optional.empty(),
        true,
        THROTTLED_ATTEMPTS);
  }

  /// Returns the result of a write that AWS accepted.
  static AttemptResult answered(Seen seen) {
    return new AttemptResult(seen.outcome(), seen.resource(), false, 1);
  }

  /// Returns the result of an unanswered write. If it is invisible, it is repeated only if it is
  /// idempotent: a second copy is another copy, and a deletion is not hurried.
  static AttemptResult unanswered(Seen seen) {
    Change change = seen.outcome().change();
    boolean twiceIsOnce =
        !change.control().equals(LifecycleAttributes.FINAL_COPY)
            && !LifecycleAttributes.deletes(change.control());
    boolean again = seen.outcome().result() == Result.UNKNOWN && twiceIsOnce;
    return new AttemptResult(
        seen.outcome(), seen.resource(), false, again ? UNANSWERED_ATTEMPTS : 1);
  }
}
