package dev.molly.engine.run;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.engine.support.Sleeper;
import dev.molly.journal.Journal;
import dev.molly.journal.JournalEntry;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.Protectable;
import dev.molly.kind.Retirable;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import dev.molly.retire.Observation;
import dev.molly.retire.RecordTags;
import dev.molly.retire.RetirementRecordCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Takes back a step of a retirement that was written just after another machine had restored the
/// resource. AWS refuses to start what is still stopping, and to stop what is still starting, so
/// the work that the step began is waited for. What has changed meanwhile is left alone.
///
/// A restore that is still under way takes the step back itself, unless it has already decided to
/// remove the record: by an observation before the step, and with the removal on its way to AWS.
/// So the record is watched for a while.
///
/// @param write makes one attempt at a write, and reads it back
record LateStep(
    RetirementTracker tracker,
    Journal journal,
    Clock clock,
    Pause pause,
    BiFunction<AccountSession, Change, Outcome> write) {
  private static final String RESTORED = "it was restored just before";
  private static final String RESTORING = "it is being restored";

  /// How to wait for AWS.
  ///
  /// @param interrupted whether the user requested an end, which also ends the wait
  record Pause(Sleeper sleeper, RolloutPace pace, BooleanSupplier interrupted) {
    /// A stop of an instance takes minutes at most, the start of a database several.
    private static final Duration LONGEST = Duration.ofMinutes(20);

    AwsWait begin() {
      return new AwsWait(
          sleeper.endedBy(interrupted),
          pace,
          LONGEST,
          () -> interrupted.getAsBoolean() ? Optional.of("interrupted") : Optional.empty());
    }
  }

  /// Takes back a step, unless it has no inverse.
  ///
  /// @param seen the resource after the step
  Outcome takenBack(AccountSession session, int number, Change change, Resource seen) {
    Protectable kind = tracker.kinds().protectable(change.resource().id().kind());
    Optional<Change> back = kind.inverse(change);
    String met = isBeingRestored(seen) ? RESTORING : RESTORED;
    if (back.isEmpty()) {
      return new Outcome(change, Result.DRIFTED, met);
    }
    try {
      Optional<String> unfinished = unfinished(session, change, seen);
      if (unfinished.isPresent()) {
        return left(change, met, unfinished.get());
      }
      Optional<Resource> left = asLeft(session, kind, change);
      if (left.isEmpty()) {
        return new Outcome(change, Result.DRIFTED, met + ", and has been changed since");
      }
      if (isBeingRestored(left.get())) {
        return new Outcome(change, Result.DRIFTED, RESTORING);
      }
    } catch (AwsException e) {
      return left(change, met, "it could not be read: " + e.explanation());
    }
    journal.write(
        new JournalEntry.Intent(clock.instant(), number, back.get(), kind.call(back.get()).api()));
    Outcome outcome = write.apply(session, back.get());
    journal.write(new JournalEntry.Outcome(clock.instant(), number, outcome.result(), RESTORED));
    return outcome.result() == Result.DONE
        ? new Outcome(change, Result.DRIFTED, RESTORED + ", so this step was taken back")
        : left(change, RESTORED, outcome.detail());
  }

  /// @param met what the step met: the resource restored, or a restore of it
  private static Outcome left(Change change, String met, String why) {
    return new Outcome(
        change, Result.MISMATCH, met + ", and this step could not be taken back: " + why);
  }

  /// Waits for the work that the step began.
  ///
  /// @return why it is not finished
  private Optional<String> unfinished(AccountSession session, Change change, Resource seen) {
    Retirable kind = tracker.kinds().retirable(change.resource().id().kind());
    Supplier<Optional<String>> work = () -> kind.unfinished(session, seen, change.control());
    return work.get().flatMap(first -> pause.begin().until(first, work));
  }

  /// Returns the resource if it is as the step left it, and either has no record or is still being
  /// restored after a while.
  private Optional<Resource> asLeft(AccountSession session, Protectable kind, Change change) {
    Optional<Resource> left = observed(session, kind, change);
    for (int i = 1;
        i < pause.pace().readBacks() && left.stream().anyMatch(LateStep::isBeingRestored);
        i++) {
      pause.sleeper().sleep(pause.pace().readBackEvery());
      left = observed(session, kind, change);
    }
    return left.filter(resource -> isRestored(resource) || isBeingRestored(resource));
  }

  private Optional<Resource> observed(AccountSession session, Protectable kind, Change change) {
    return tracker
        .observe(session, change.resource(), ControlSelection.tagsAnd(change.control()))
        .filter(now -> kind.same(change.control(), now.setting(change.control()), change.to()))
        .map(Observation::resource);
  }

  /// Returns whether a resource has no record.
  static boolean isRestored(Resource resource) {
    return resource.tags() instanceof Tags.Known(var tags)
        && RecordTags.RETIREMENT.setting(tags).isEmpty();
  }

  /// Returns whether a resource has a record that says that it is being restored.
  static boolean isBeingRestored(Resource resource) {
    return resource.tags() instanceof Tags.Known(var tags)
        && RetirementRecordCodec.read(tags, resource.id().uid())
            instanceof RetirementRecordCodec.Reading.Found(var record)
        && record.goal() == Goal.RESTORED;
  }
}
