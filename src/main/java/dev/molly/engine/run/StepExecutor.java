package dev.molly.engine.run;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.RecordSignature;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.engine.support.Sleeper;
import dev.molly.journal.Journal;
import dev.molly.journal.JournalEntry;
import dev.molly.kind.ResourceKind;
import dev.molly.kind.registry.KindRegistry;
import dev.molly.model.Resource;
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
import java.util.function.Supplier;

/// Carries out one step: a fresh look, the intent in the journal, one attempt at the write,
/// reading it back, the outcome in the journal. What AWS throttled or did not answer is
/// attempted again, and every attempt begins with a look of its own. The only caller of
/// [ResourceKind#perform].
final class StepExecutor {
  /// AWS asks to slow down now and then, and means seconds.
  private static final int THROTTLED_ATTEMPTS = 8;

  private static final int UNANSWERED_ATTEMPTS = 3;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  private final Journal journal;
  private final Clock clock;
  private final Sleeper sleeper;
  private final RolloutPace pace;
  private final Supplier<Optional<String>> comesBetween;
  private final RetirementTracker tracker;
  private final OwnerNotification telling;

  /// @param comesBetween why nothing may be written any more, asked while AWS is waited for; empty
  ///     when nothing is in the way
  /// @param tracker observes the resource
  /// @param notifier tells owners before it is written down that they were told
  StepExecutor(
      Journal journal,
      Clock clock,
      Sleeper sleeper,
      RolloutPace pace,
      Supplier<Optional<String>> comesBetween,
      RetirementTracker tracker,
      Notifier notifier) {
    this.journal = journal;
    this.clock = clock;
    this.sleeper = sleeper;
    this.pace = pace;
    this.comesBetween = comesBetween;
    this.tracker = tracker;
    this.telling = new OwnerNotification(journal, clock, notifier);
  }

  /// What the look before an attempt says.
  private sealed interface Decision {
    /// The write is to be made.
    record Write(Change change, AccountSession.Attempt attempt) implements Decision {}

    /// It is not, and this is what became of the step.
    record Skip(Outcome outcome) implements Decision {}
  }

  /// What came of one attempt.
  ///
  /// @param withoutEffect whether AWS certainly changed nothing
  /// @param attempts how many attempts such an outcome is worth
  private record AttemptResult(Outcome outcome, boolean withoutEffect, int attempts) {}

  /// Carries a step out.
  ///
  /// @param number of the step in the run, from 1
  /// @throws dev.molly.journal.JournalException when the journal cannot be written; before the
  ///     write, nothing is written to AWS then
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
          AttemptResult made = write(session, attempt, change);
          Outcome outcome = made.outcome();
          if (unanswered.isPresent() && made.withoutEffect()) {
            outcome = doubtful(unanswered.get(), outcome);
          }
          journal.write(
              new JournalEntry.Outcome(
                  clock.instant(), number, outcome.result(), outcome.detail()));
          if (cameTooLate(session, step, outcome)) {
            return takenBack(session, number, change);
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

  /// Tells the owner, where that is what the step is to say, when a look says that it may be made.
  /// The attempt then has a look of its own: telling can take a while.
  ///
  /// @return what became of the step when it is not made
  private Optional<Outcome> tell(AccountSession session, int number, PlannedChange step) {
    if (!OwnerNotification.isOf(step.change())) {
      return Optional.empty();
    }
    return switch (decide(session, step)) {
      case Decision.Skip(var outcome) -> Optional.of(outcome);
      case Decision.Write(var change, var attempt) -> telling.before(session, number, change);
    };
  }

  /// The next attempt was not made, since the one before, which had no answer, shows after all, or
  /// something else came between.
  private Outcome settled(int number, Outcome before, Outcome now) {
    if (now.result() != Result.ALREADY) {
      return doubtful(before, now);
    }
    journal.write(new JournalEntry.Outcome(clock.instant(), number, Result.DONE, "it shows now"));
    return new Outcome(before.change(), Result.DONE, "");
  }

  /// A refusal is the answer to its own attempt, and proves nothing of an earlier one.
  private static Outcome doubtful(Outcome before, Outcome now) {
    return new Outcome(
        before.change(), Result.UNKNOWN, before.detail() + "; and then: " + now.detail());
  }

  /// Whether a step towards the end of a resource was made just after another machine had restored
  /// it: between the look and the write it lost its record. AWS has no write that compares.
  private static boolean cameTooLate(AccountSession session, PlannedChange step, Outcome outcome) {
    Change change = outcome.change();
    boolean goesOut =
        step.goal().filter(goal -> goal != Goal.RESTORED).isPresent()
            && !change.control().equals(LifecycleAttributes.RETIREMENT);
    if (!goesOut
        || outcome.result() != Result.DONE
        || LifecycleAttributes.deletes(change.control())) {
      return false;
    }
    try {
      return kind(change)
          .setting(session, change.resource(), LifecycleAttributes.RETIREMENT)
          .isEmpty();
    } catch (AwsException e) {
      // The next look asks again.
      return false;
    }
  }

  private Outcome takenBack(AccountSession session, int number, Change change) {
    String restored = "it was restored just before";
    Optional<Change> back = kind(change).inverse(change);
    if (back.isEmpty()) {
      return new Outcome(change, Result.DRIFTED, restored);
    }
    AccountSession.Attempt attempt = attempt(session, back.get());
    journal.write(
        new JournalEntry.Intent(
            clock.instant(), number, back.get(), kind(change).call(back.get()).api()));
    Outcome outcome = write(session, attempt, back.get()).outcome();
    journal.write(new JournalEntry.Outcome(clock.instant(), number, outcome.result(), restored));
    return outcome.result() == Result.DONE
        ? new Outcome(change, Result.DRIFTED, restored + ", so this step was taken back")
        : new Outcome(
            change,
            Result.MISMATCH,
            restored + ", and this step could not be taken back: " + outcome.detail());
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
      return new Decision.Skip(new Outcome(step.change(), unread(e), e.getMessage()));
    }
  }

  private static AccountSession.Attempt attempt(AccountSession session, Change change) {
    return session.attempt(change.resource().id().region(), kind(change).call(change).api());
  }

  private static ResourceKind kind(Change change) {
    return KindRegistry.of(change.resource().id().kind());
  }

  /// A change that stands alone is made when the resource is as the plan saw it.
  private Decision asPlanned(AccountSession session, PlannedChange step) {
    Change change = step.change();
    ResourceKind kind = kind(change);
    AccountSession.Attempt attempt = attempt(session, change);
    Optional<Resource> now = kind.find(session, change.resource());
    if (now.isEmpty()) {
      return leave(change, Result.DRIFTED, "it is gone");
    }
    String setting = kind.setting(session, change.resource(), change.control());
    if (kind.same(change.control(), setting, change.to())) {
      return leave(change, Result.ALREADY, "it is so already");
    }
    String seen =
        Fingerprint.of(now.get(), change.control(), kind.canonical(change.control(), setting));
    return seen.equals(step.fingerprint()) && isAsRecorded(session, step)
        ? new Decision.Write(change, attempt)
        : leave(change, Result.DRIFTED, "it is no longer what the plan saw");
  }

  /// A retirement begins with a record of what the resource is, which the plan saw a while ago.
  /// That an owner was told is not written on what the staged deletion stops at by now, such as
  /// what is in use again: a fingerprint does not say whether a resource runs.
  private boolean isAsRecorded(AccountSession session, PlannedChange step) {
    Change change = step.change();
    boolean begins =
        step.goal().isPresent() && change.control().equals(LifecycleAttributes.RETIREMENT);
    boolean tells = step.goal().isEmpty() && RetirementTracker.announces(change);
    return !(begins || tells)
        || tracker
            .observe(session, change.resource())
            .map(
                now ->
                    begins ? RetirementTracker.isAsRecorded(change, now) : tracker.isOnItsWay(now))
            .orElse(false);
  }

  /// A step towards a goal is made when the staged deletion, asked again, says that it is next.
  /// What AWS has to finish first is waited for, for a while.
  private Decision next(AccountSession session, PlannedChange step) {
    Change change = step.change();
    Goal goal =
        step.goal().orElseThrow(() -> new IllegalArgumentException("nothing to hold it against"));
    Duration patience = kind(change).settlesWithinMinutes() ? pace.patience() : Duration.ZERO;
    for (Duration waited = Duration.ZERO; ; waited = waited.plus(pace.untilNextLook(waited))) {
      AccountSession.Attempt attempt = attempt(session, change);
      Optional<Observation> now = tracker.observe(session, change.resource(), goal);
      if (now.isEmpty()) {
        return leave(change, Result.DRIFTED, "it is gone");
      }
      switch (tracker.next(goal, now.get())) {
        case NextAction.Apply(var next) when RetirementTracker.same(next, change) -> {
          return new Decision.Write(next, attempt);
        }
        case NextAction.Apply other -> {
          return beside(now.get(), change);
        }
        case NextAction.Done reached -> {
          return leave(change, Result.ALREADY, "it is so already");
        }
        case NextAction.Blocked(var why) -> {
          return leave(change, Result.DRIFTED, why.reason());
        }
        case NextAction.Wait(var forWhat) -> {
          if (waited.compareTo(patience) >= 0) {
            return leave(change, Result.WAITING, forWhat);
          }
          sleeper.sleep(pace.untilNextLook(waited));
          Optional<String> stop = comesBetween.get();
          if (stop.isPresent()) {
            return leave(change, Result.WAITING, stop.get());
          }
        }
      }
    }
  }

  /// The staged deletion is at another step: this one is done, or something came between.
  private static Decision beside(Observation now, Change change) {
    String setting = now.setting(change.control());
    boolean claimed = change.control().equals(LifecycleAttributes.CLAIM) && !setting.isEmpty();
    return claimed || kind(change).stagedDeletion().same(change.control(), setting, change.to())
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

  /// AWS's own refusal says for sure that this attempt wrote nothing. A server error says nothing,
  /// and silence less: then it is looked at.
  private AttemptResult write(
      AccountSession session, AccountSession.Attempt attempt, Change change) {
    Change signed;
    try {
      signed = RecordSignature.signed(session, change);
    } catch (AwsException e) {
      return refused(change, unread(e), e, 1);
    }
    try {
      attempt.write(once -> kind(change).perform(once, signed));
    } catch (AwsException e) {
      if (!e.isWithoutEffect()) {
        Outcome seen = readBack(session, change, Result.UNKNOWN, e.getMessage());
        return new AttemptResult(seen, false, unansweredAttempts(seen));
      }
      return switch (e.reason()) {
        case THROTTLED -> refused(change, Result.PAUSED, e, THROTTLED_ATTEMPTS);
        case DENIED, CREDENTIALS -> refused(change, Result.PAUSED, e, 1);
        case NOT_FOUND, REFUSED, UNREACHABLE, OTHER -> refused(change, Result.FAILED, e, 1);
      };
    }
    Outcome seen = readBack(session, change, Result.MISMATCH, "AWS took it, but does not show it");
    return new AttemptResult(seen, false, 1);
  }

  private static AttemptResult refused(Change change, Result result, AwsException e, int attempts) {
    return new AttemptResult(new Outcome(change, result, e.getMessage()), true, attempts);
  }

  /// What was not answered and does not show is sent again where twice is once. A copy that is
  /// taken twice is two, and a deletion is not hurried.
  private static int unansweredAttempts(Outcome seen) {
    Change change = seen.change();
    boolean twiceIsOnce =
        !change.control().equals(LifecycleAttributes.FINAL_COPY)
            && !LifecycleAttributes.deletes(change.control());
    return seen.result() == Result.UNKNOWN && twiceIsOnce ? UNANSWERED_ATTEMPTS : 1;
  }

  /// Reads a setting until it is as it should be, or is something else altogether. EC2 shows a
  /// change only after a while.
  ///
  /// @param otherwise the result when it stays as it was
  private Outcome readBack(AccountSession session, Change change, Result otherwise, String detail) {
    ResourceKind kind = kind(change);
    for (int i = 0; i < pace.readBacks(); i++) {
      if (i > 0) {
        sleeper.sleep(pace.readBackEvery());
      }
      String setting;
      try {
        setting = kind.setting(session, change.resource(), change.control());
      } catch (AwsException e) {
        return new Outcome(change, Result.UNKNOWN, detail + "; and then: " + e.getMessage());
      }
      if (kind.same(change.control(), setting, change.to())) {
        return new Outcome(change, Result.DONE, "");
      }
      if (!kind.same(change.control(), setting, change.from())) {
        return new Outcome(change, Result.MISMATCH, "it is something else now");
      }
    }
    return new Outcome(change, otherwise, detail);
  }

  private static Result unread(AwsException e) {
    return switch (e.reason()) {
      case DENIED, THROTTLED, CREDENTIALS, UNREACHABLE -> Result.PAUSED;
      case NOT_FOUND -> Result.DRIFTED;
      case REFUSED, OTHER -> Result.FAILED;
    };
  }
}
