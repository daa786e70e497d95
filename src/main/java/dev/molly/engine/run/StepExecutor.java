package dev.molly.engine.run;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.RecordSignature;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.engine.support.Sleeper;
import dev.molly.journal.Journal;
import dev.molly.journal.JournalEntry;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.ObservationScope;
import dev.molly.kind.Protectable;
import dev.molly.kind.Retirable;
import dev.molly.model.Tags;
import dev.molly.plan.Change;
import dev.molly.plan.Fingerprint;
import dev.molly.plan.Goal;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.NextAction;
import dev.molly.retire.Observation;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Executes one step: a fresh observation, the intent in the journal, one attempt at the write,
/// reading it back, the outcome in the journal. A throttled or unanswered write is retried, and
/// every attempt begins with its own observation. The only caller of [Protectable#perform].
final class StepExecutor {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  private final Journal journal;
  private final Clock clock;
  private final Sleeper sleeper;
  private final RolloutPace pace;
  private final Supplier<Optional<String>> comesBetween;
  private final BooleanSupplier interrupted;
  private final RetirementTracker tracker;
  private final ReadBack readBack;
  private final OwnerNotification telling;
  private final LateStep lateStep;

  /// @param comesBetween why writes are no longer allowed, evaluated while waiting for AWS;
  ///     empty if they are allowed
  /// @param interrupted whether the user requested an end, which also ends a wait for AWS
  /// @param tracker observes the resource
  /// @param notifier notifies owners before a record states it
  StepExecutor(
      Journal journal,
      Clock clock,
      Sleeper sleeper,
      RolloutPace pace,
      Supplier<Optional<String>> comesBetween,
      BooleanSupplier interrupted,
      RetirementTracker tracker,
      Notifier notifier) {
    this.journal = journal;
    this.clock = clock;
    this.sleeper = sleeper;
    this.pace = pace;
    this.comesBetween = comesBetween;
    this.interrupted = interrupted;
    this.tracker = tracker;
    this.readBack = new ReadBack(tracker, sleeper, pace);
    this.telling = new OwnerNotification(tracker, journal, clock, notifier);
    this.lateStep =
        new LateStep(
            tracker,
            journal,
            clock,
            new LateStep.Pause(sleeper, pace, interrupted),
            (session, back) -> write(session, attempt(session, back), back, false).outcome());
  }

  /// The decision of the observation before an attempt.
  private sealed interface Decision {
    /// The write is made.
    record Write(Change change, AccountSession.Attempt attempt) implements Decision {}

    /// The write is skipped, with the outcome of the step.
    record Skip(Outcome outcome) implements Decision {}
  }

  /// Executes a step.
  ///
  /// @param number the number of the step in the run, from 1
  /// @throws dev.molly.journal.JournalException if the journal cannot be written; if that
  ///     happens before the write, nothing is written to AWS
  Outcome carryOut(AccountSession session, int number, PlannedChange step) {
    Optional<Outcome> untold = tell(session, number, step);
    if (untold.isPresent()) {
      return untold.get();
    }
    Optional<Outcome> unanswered = Optional.empty();
    for (int n = 1; ; n++) {
      switch (decide(session, step)) {
        case Decision.Skip(var outcome) -> {
          return unanswered.isEmpty() ? outcome : settled(number, unanswered.get(), outcome);
        }
        case Decision.Write(var change, var attempt) -> {
          journal.write(
              new JournalEntry.Intent(clock.instant(), number, change, step.call().api()));
          AttemptResult made = write(session, attempt, change, goesOut(step));
          Outcome outcome = made.outcome();
          if (unanswered.isPresent() && made.withoutEffect()) {
            outcome = doubtful(unanswered.get(), outcome);
          }
          journal.write(
              new JournalEntry.Outcome(
                  clock.instant(), number, outcome.result(), outcome.detail()));
          if (goesOut(step) && made.cameTooLate(step.goal().orElseThrow())) {
            return lateStep.takenBack(session, number, change, made.seen().orElseThrow());
          }
          if (n >= made.attempts() || !mayTryAgain(n)) {
            return outcome;
          }
          if (outcome.result() == Result.UNKNOWN) {
            unanswered = Optional.of(outcome);
          }
        }
      }
    }
  }

  /// Notifies the owner if the step is to state it, after an observation that permits the step.
  /// The attempt then makes its own observation, because a notification can take a while.
  ///
  /// @return the outcome of the step if it is not made
  private Optional<Outcome> tell(AccountSession session, int number, PlannedChange step) {
    if (!OwnerNotification.isOf(step.change())) {
      return Optional.empty();
    }
    return switch (decide(session, step)) {
      case Decision.Skip(var outcome) -> Optional.of(outcome);
      case Decision.Write(var change, var attempt) -> telling.before(session, number, change);
    };
  }

  /// Returns the outcome if no further attempt was made, because the preceding unanswered one is
  /// visible after all or another change intervened.
  private Outcome settled(int number, Outcome before, Outcome now) {
    if (now.result() != Result.ALREADY) {
      return doubtful(before, now);
    }
    journal.write(new JournalEntry.Outcome(clock.instant(), number, Result.DONE, "it shows now"));
    return new Outcome(before.change(), Result.DONE, "");
  }

  /// Returns an unknown outcome: a refusal answers only its own attempt and proves nothing about
  /// an earlier one.
  private static Outcome doubtful(Outcome before, Outcome now) {
    return new Outcome(
        before.change(), Result.UNKNOWN, before.detail() + "; and then: " + now.detail());
  }

  /// Returns whether a step can be taken back that puts a resource further out of use by its
  /// record.
  private static boolean goesOut(PlannedChange step) {
    return step.goal().filter(goal -> goal != Goal.RESTORED).isPresent()
        && !step.change().control().equals(LifecycleAttributes.RETIREMENT)
        && !LifecycleAttributes.deletes(step.change().control());
  }

  private boolean mayTryAgain(int attempt) {
    Duration length = Duration.ofSeconds(1L << Math.min(attempt - 1, 10));
    sleeper.sleep(length.compareTo(LONGEST_PAUSE) < 0 ? length : LONGEST_PAUSE);
    return comesBetween.get().isEmpty();
  }

  private Decision decide(AccountSession session, PlannedChange step) {
    try {
      return step.fingerprint().isEmpty() ? next(session, step) : asPlanned(session, step);
    } catch (AwsException e) {
      boolean denied = e.reason() == AwsException.Reason.DENIED;
      return new Decision.Skip(unread(step.change(), denied ? denied() : unread(e), e));
    }
  }

  /// Returns the result of a step that AWS denies: it concerns the resource alone in a run that
  /// isolates resources, and its account and region in others.
  private Result denied() {
    return pace.isolated() ? Result.DENIED : Result.PAUSED;
  }

  private AccountSession.Attempt attempt(AccountSession session, Change change) {
    return session.attempt(change.resource().id().region(), kind(change).call(change).api());
  }

  private Protectable kind(Change change) {
    return tracker.kinds().protectable(change.resource().id().kind());
  }

  private Retirable retirable(Change change) {
    return tracker.kinds().retirable(change.resource().id().kind());
  }

  /// Decides on a step with a fingerprint: the write is made if the resource is as the plan saw
  /// it.
  private Decision asPlanned(AccountSession session, PlannedChange step) {
    Change change = step.change();
    Protectable kind = kind(change);
    AccountSession.Attempt attempt = attempt(session, change);
    Optional<Observation> found = observe(session, step);
    if (found.isEmpty()) {
      return leave(change, Result.DRIFTED, "it is gone");
    }
    Observation now = found.get();
    String setting = now.setting(change.control());
    if (kind.same(change.control(), setting, change.to())) {
      return leave(change, Result.ALREADY, "it is so already");
    }
    String seen =
        Fingerprint.of(now.resource(), change.control(), kind.canonical(change.control(), setting));
    if (!seen.equals(step.fingerprint())
        && now.resource().tags() instanceof Tags.Unknown(var why, _)) {
      return leave(change, Result.DRIFTED, "its tags could not be read: " + why);
    }
    return seen.equals(step.fingerprint()) && isAsRecorded(step, now)
        ? new Decision.Write(change, attempt)
        : leave(change, Result.DRIFTED, "it is no longer what the plan saw");
  }

  /// Observes a resource for a step with a fingerprint: with everything that the record depends on
  /// if the step begins a retirement, or states that the owner was notified.
  private Optional<Observation> observe(AccountSession session, PlannedChange step) {
    Change change = step.change();
    if (begins(step)) {
      return tracker.observe(session, change.resource(), ObservationScope.RECORD);
    }
    return tells(step)
        ? tracker.observe(session, change.resource(), ObservationScope.RETIRE)
        : tracker.observe(session, change.resource(), ControlSelection.tagsAnd(change.control()));
  }

  private static boolean begins(PlannedChange step) {
    return step.goal().isPresent()
        && step.change().control().equals(LifecycleAttributes.RETIREMENT);
  }

  private static boolean tells(PlannedChange step) {
    return step.goal().isEmpty() && RetirementTracker.announces(step.change());
  }

  /// Returns whether the resource still permits the step, beyond its fingerprint. A retirement
  /// begins with a record of the resource as the plan saw it earlier. The notification of an owner
  /// is not recorded if staged deletion is blocked by now, for example because the resource is in
  /// use again: a fingerprint covers neither the run state nor the record of a retirement.
  private boolean isAsRecorded(PlannedChange step, Observation now) {
    if (begins(step)) {
      return tracker.isAsRecorded(step.change(), now);
    }
    return tells(step)
        ? tracker.isOnItsWay(now)
        : !tracker.unprotectsRetired(step.change(), now.resource());
  }

  /// Decides on a step towards a goal: the write is made if staged deletion, evaluated again,
  /// returns it as the next step. Waits for a limited time for operations that AWS has to finish
  /// first.
  private Decision next(AccountSession session, PlannedChange step) {
    Change change = step.change();
    Goal goal =
        step.goal().orElseThrow(() -> new IllegalArgumentException("nothing to hold it against"));
    Duration patience = retirable(change).settlesWithinMinutes() ? pace.patience() : Duration.ZERO;
    var wait = new AwsWait(sleeper.endedBy(interrupted), pace, patience, comesBetween);
    while (true) {
      AccountSession.Attempt attempt = attempt(session, change);
      Optional<Observation> found =
          tracker.observe(session, change.resource(), ObservationScope.of(goal));
      if (found.isEmpty()) {
        return leave(change, Result.DRIFTED, "it is gone");
      }
      Observation now = found.get();
      switch (tracker.next(goal, now)) {
        case NextAction.Apply(var next) when RetirementTracker.same(next, change) -> {
          return new Decision.Write(next, attempt);
        }
        case NextAction.Apply other -> {
          return beside(now, change);
        }
        case NextAction.Done reached -> {
          return leave(change, Result.ALREADY, "it is so already");
        }
        case NextAction.Blocked(var why) -> {
          return leave(change, Result.DRIFTED, why.reason());
        }
        case NextAction.Wait(var attribute, var forWhat) -> {
          Optional<String> stop =
              wait.until(
                  forWhat, () -> retirable(change).unfinished(session, now.resource(), attribute));
          if (stop.isPresent()) {
            return leave(change, Result.WAITING, stop.get());
          }
        }
      }
    }
  }

  /// Decides when staged deletion is at another step: this one is done already, or another
  /// change intervened.
  private Decision beside(Observation now, Change change) {
    String setting = now.setting(change.control());
    boolean claimed = change.control().equals(LifecycleAttributes.CLAIM) && !setting.isEmpty();
    return claimed
            || retirable(change).stagedDeletion().same(change.control(), setting, change.to())
        ? leave(change, Result.ALREADY, "it is so already")
        : leave(
            change,
            Result.DRIFTED,
            now.notes().isEmpty()
                ? "it is no longer what the plan saw"
                : String.join("; ", now.notes()));
  }

  private static Decision leave(Change change, Result result, String detail) {
    return new Decision.Skip(new Outcome(change, result, detail));
  }

  /// Makes one attempt. A refusal by AWS proves that this attempt wrote nothing. A server error,
  /// or no answer at all, proves nothing, so the setting is read back.
  ///
  /// @param tags whether the tags are read back as well
  private AttemptResult write(
      AccountSession session, AccountSession.Attempt attempt, Change change, boolean tags) {
    Change signed;
    try {
      signed = RecordSignature.signed(session, change);
    } catch (AwsException e) {
      return AttemptResult.refused(change, unread(e), e);
    }
    try {
      attempt.write(once -> kind(change).perform(once, signed));
    } catch (AwsException e) {
      if (!e.isWithoutEffect()) {
        return AttemptResult.unanswered(
            readBack(session, change, tags, Result.UNKNOWN, e.getMessage()));
      }
      return switch (e.reason()) {
        case THROTTLED -> AttemptResult.throttled(change, e);
        case DENIED -> AttemptResult.refused(change, denied(), e);
        case CREDENTIALS -> AttemptResult.refused(change, Result.PAUSED, e);
        case NOT_FOUND, REFUSED, UNREACHABLE, OTHER ->
            AttemptResult.refused(change, Result.FAILED, e);
      };
    }
    return AttemptResult.answered(
        readBack(session, change, tags, Result.MISMATCH, "AWS took it, but does not show it"));
  }

  /// @param otherwise the result if the setting stays unchanged
  private AttemptResult.Seen readBack(
      AccountSession session, Change change, boolean tags, Result otherwise, String detail) {
    try {
      ReadBack.Seen seen = readBack.of(session, change, tags);
      Outcome outcome =
          switch (seen.state()) {
            case WRITTEN -> new Outcome(change, Result.DONE, "");
            case UNCHANGED -> readBack.explained(session, new Outcome(change, otherwise, detail));
            case SOMETHING_ELSE -> somethingElse(change, otherwise, detail);
          };
      return new AttemptResult.Seen(outcome, seen.resource());
    } catch (AwsException e) {
      String so = otherwise == Result.UNKNOWN ? detail : "AWS took it";
      String unread = "%s; reading it back failed: %s".formatted(so, e.explanation());
      return new AttemptResult.Seen(new Outcome(change, Result.UNKNOWN, unread), Optional.empty());
    }
  }

  /// Returns the outcome of a write after which the setting is neither as before nor as written:
  /// another change came between. That does not answer for a write that AWS has not answered.
  private static Outcome somethingElse(Change change, Result otherwise, String detail) {
    String now = "it is something else now";
    return otherwise == Result.UNKNOWN
        ? new Outcome(change, Result.UNKNOWN, detail + "; " + now)
        : new Outcome(change, Result.MISMATCH, now);
  }

  /// Returns the outcome of a change that is not made because the resource cannot be read.
  static Outcome unread(Change change, Result result, AwsException e) {
    String why =
        e.reason() == AwsException.Reason.NOT_FOUND
            ? e.getMessage()
            : "it could not be read: " + e.explanation();
    return new Outcome(change, result, why);
  }

  /// Returns the result of such a change where a denial concerns the account and region.
  static Result unread(AwsException e) {
    return switch (e.reason()) {
      case DENIED, THROTTLED, CREDENTIALS, UNREACHABLE -> Result.PAUSED;
      case NOT_FOUND -> Result.DRIFTED;
      case REFUSED, OTHER -> Result.FAILED;
    };
  }
}
