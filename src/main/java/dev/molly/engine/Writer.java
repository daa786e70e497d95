package dev.molly.engine;

import dev.molly.aws.AwsException;
import dev.molly.aws.Session;
import dev.molly.journal.Entry;
import dev.molly.journal.Journal;
import dev.molly.kind.Kind;
import dev.molly.kind.Kinds;
import dev.molly.model.Change;
import dev.molly.model.Fingerprint;
import dev.molly.model.Goal;
import dev.molly.model.Resource;
import dev.molly.model.RunResult.Outcome;
import dev.molly.model.RunResult.Result;
import dev.molly.model.Step;
import dev.molly.retire.Levers;
import dev.molly.retire.Look;
import dev.molly.retire.Next;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/// Carries out one step: a fresh look, the intent in the journal, the write, reading it back, the
/// outcome in the journal. The only caller of [Kind#perform].
final class Writer {
  private final Journal journal;
  private final Clock clock;
  private final Pause pause;
  private final Pace pace;
  private final Supplier<Optional<String>> comesBetween;
  private final Climbing climbing;

  /// @param comesBetween why nothing may be written any more, asked while AWS is waited for; empty
  ///     when nothing is in the way
  Writer(
      Journal journal,
      Clock clock,
      Pause pause,
      Pace pace,
      Supplier<Optional<String>> comesBetween) {
    this.journal = journal;
    this.clock = clock;
    this.pause = pause;
    this.pace = pace;
    this.comesBetween = comesBetween;
    this.climbing = new Climbing(clock);
  }

  /// Carries a step out.
  ///
  /// @param number of the step in the run, from 1
  /// @throws dev.molly.journal.JournalException when the journal cannot be written; before the
  ///     write, nothing is written to AWS then
  Outcome carryOut(Session session, int number, Step step) {
    Change change = step.action();
    Kind kind = Kinds.of(change.resource().id().kind());
    Optional<Outcome> no =
        step.fingerprint().isEmpty() ? notNext(session, step) : reasonNotTo(session, kind, step);
    if (no.isPresent()) {
      return no.get();
    }
    journal.write(new Entry.Intent(clock.instant(), number, change, step.call().api()));
    Outcome outcome = write(session, kind, change);
    journal.write(new Entry.Outcome(clock.instant(), number, outcome.result(), outcome.detail()));
    return outcome;
  }

  private Optional<Outcome> reasonNotTo(Session session, Kind kind, Step step) {
    Change change = step.action();
    try {
      Optional<Resource> now = kind.observe(session, change.resource());
      if (now.isEmpty()) {
        return Optional.of(new Outcome(change, Result.DRIFTED, "it is gone"));
      }
      String setting = kind.setting(session, change.resource(), change.control());
      if (kind.same(change.control(), setting, change.to())) {
        return Optional.of(new Outcome(change, Result.ALREADY, "it is so already"));
      }
      String seen =
          Fingerprint.of(now.get(), change.control(), kind.canonical(change.control(), setting));
      return seen.equals(step.fingerprint()) && isAsRecorded(session, step)
          ? Optional.empty()
          : Optional.of(new Outcome(change, Result.DRIFTED, "it is no longer what the plan saw"));
    } catch (AwsException e) {
      return Optional.of(new Outcome(change, unread(e), e.getMessage()));
    }
  }

  /// A retirement begins with a record of what the resource is, which the plan saw a while ago.
  /// That an owner was told is not written on what the ladder stops at by now, such as what is in
  /// use again: a fingerprint does not say whether a resource runs.
  private boolean isAsRecorded(Session session, Step step) {
    Change change = step.action();
    boolean begins = step.goal().isPresent() && change.control().equals(Levers.RETIREMENT);
    boolean tells = step.goal().isEmpty() && Climbing.tells(change);
    return !(begins || tells)
        || climbing
            .look(session, change.resource())
            .map(now -> begins ? Climbing.isAsRecorded(change, now) : climbing.isOnItsWay(now))
            .orElse(false);
  }

  /// A step towards a goal is made when the ladder, asked again, says that it is next. What AWS has
  /// to finish first is waited for, for a while.
  private Optional<Outcome> notNext(Session session, Step step) {
    Change change = step.action();
    Goal goal =
        step.goal().orElseThrow(() -> new IllegalArgumentException("nothing to hold it against"));
    int looks = Kinds.of(change.resource().id().kind()).isSoonDone() ? pace.looks() : 1;
    try {
      for (int i = 0; i < looks; i++) {
        if (i > 0) {
          pause.pause(pace.lookEvery());
          Optional<String> stop = comesBetween.get();
          if (stop.isPresent()) {
            return Optional.of(new Outcome(change, Result.WAITING, stop.get()));
          }
        }
        Optional<Look> now = climbing.look(session, change.resource(), goal);
        if (now.isEmpty()) {
          return Optional.of(new Outcome(change, Result.DRIFTED, "it is gone"));
        }
        switch (climbing.next(goal, now.get())) {
          case Next.Do(var next) when Climbing.same(next, change) -> {
            return Optional.empty();
          }
          case Next.Do other -> {
            return Optional.of(beside(now.get(), change));
          }
          case Next.Reached reached -> {
            return Optional.of(new Outcome(change, Result.ALREADY, "it is so already"));
          }
          case Next.Blocked(var why) -> {
            return Optional.of(new Outcome(change, Result.DRIFTED, why.what()));
          }
          case Next.Wait(var forWhat) -> {
            if (i == looks - 1) {
              return Optional.of(new Outcome(change, Result.WAITING, forWhat));
            }
          }
        }
      }
      throw new IllegalStateException("a run looks at least once");
    } catch (AwsException e) {
      return Optional.of(new Outcome(change, unread(e), e.getMessage()));
    }
  }

  /// The ladder is at another step: this one is done, or somebody came between.
  private static Outcome beside(Look now, Change change) {
    Kind kind = Kinds.of(change.resource().id().kind());
    return kind.ladder().same(change.control(), now.setting(change.control()), change.to())
        ? new Outcome(change, Result.ALREADY, "it is so already")
        : new Outcome(
            change,
            Result.DRIFTED,
            now.notes().isEmpty()
                ? "it is no longer what the plan saw"
                : String.join("; ", now.notes()));
  }

  /// A denial or a throttle says for sure that nothing was written. A server error says nothing,
  /// and silence less: then it is looked at.
  private Outcome write(Session session, Kind kind, Change change) {
    try {
      kind.perform(session, change);
    } catch (AwsException e) {
      return switch (e.reason()) {
        case DENIED, THROTTLED, CREDENTIALS -> new Outcome(change, Result.PAUSED, e.getMessage());
        case NOT_FOUND, REFUSED -> refused(session, kind, change, e);
        case UNREACHABLE, OTHER -> look(session, kind, change, Result.FAILED, e.getMessage());
      };
    }
    return look(session, kind, change, Result.MISMATCH, "AWS took it, but does not show it");
  }

  /// The SDK tries again when no answer comes. If AWS took the first attempt, it refuses the next.
  private static Outcome refused(Session session, Kind kind, Change change, AwsException no) {
    try {
      String setting = kind.setting(session, change.resource(), change.control());
      if (kind.same(change.control(), setting, change.to())) {
        return new Outcome(change, Result.DONE, "");
      }
    } catch (AwsException e) {
      return new Outcome(change, Result.UNKNOWN, no.getMessage() + "; and then: " + e.getMessage());
    }
    return new Outcome(change, Result.FAILED, no.getMessage());
  }

  /// Reads a setting until it is as it should be, or is something else altogether. EC2 shows a
  /// change only after a while.
  ///
  /// @param otherwise the result when it stays as it was
  private Outcome look(Session session, Kind kind, Change change, Result otherwise, String detail) {
    for (int i = 0; i < pace.readBacks(); i++) {
      if (i > 0) {
        pause.pause(pace.readBackEvery());
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
      case DENIED, THROTTLED, CREDENTIALS -> Result.PAUSED;
      case NOT_FOUND -> Result.DRIFTED;
      case REFUSED, UNREACHABLE, OTHER -> Result.FAILED;
    };
  }
}
