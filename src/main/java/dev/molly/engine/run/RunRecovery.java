package dev.molly.engine.run;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.engine.support.Sleeper;
import dev.molly.journal.Journal;
import dev.molly.journal.JournalEntry;
import dev.molly.journal.JournalException;
import dev.molly.journal.RunJournals;
import dev.molly.kind.KindRegistry;
import dev.molly.model.AccountId;
import dev.molly.plan.Change;
import dev.molly.plan.RunId;
import dev.molly.plan.RunResult.Result;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Determines the results of writes whose run could not: it was interrupted first, or AWS did
/// not answer and reading back gave no result. Such a write is neither done nor failed: AWS is
/// queried, and the result goes into that run's journal, as a later outcome of the same step.
public final class RunRecovery {
  private final RunJournals runs;
  private final Clock clock;
  private final ReadBack readBack;

  public RunRecovery(
      KindRegistry kinds, RunJournals runs, Clock clock, Sleeper sleeper, RolloutPace pace) {
    this.runs = runs;
    this.clock = clock;
    this.readBack = new ReadBack(new RetirementTracker(kinds, clock), sleeper, pace);
  }

  /// A run that was interrupted, or that ended with unknown results.
  ///
  /// @param open its writes with unknown results, by step
  /// @param ended whether it came to its end
  public record Unresolved(RunId run, Map<Integer, Change> open, boolean ended) {}

  /// Returns the runs with unknown results.
  public List<Unresolved> unsettled() {
    var found = new ArrayList<Unresolved>();
    runs.all().forEach(run -> unsettled(run).ifPresent(found::add));
    return found;
  }

  private Optional<Unresolved> unsettled(RunId run) {
    return readable(run)
        .map(entries -> new Unresolved(run, open(entries), ended(entries)))
        .filter(each -> !each.ended() || !each.open().isEmpty());
  }

  /// Returns whether the run has ended. Results determined later follow the end entry and are
  /// followed by an end entry of their own.
  private static boolean ended(List<JournalEntry> entries) {
    return !entries.isEmpty() && entries.getLast() instanceof JournalEntry.RunFinished;
  }

  /// Reads a journal. An unreadable journal must not block another run, least of all an undo;
  /// `molly journal verify` reports it.
  private Optional<List<JournalEntry>> readable(RunId run) {
    try {
      return Optional.of(runs.read(run));
    } catch (JournalException e) {
      return Optional.empty();
    }
  }

  /// Queries AWS about each open write, writes the result to the run's journal and ends it. A
  /// write that cannot be read now is queried again another time; until then an interrupted run
  /// stays open.
  ///
  /// @param sessions by account; a run that wrote to another account stays as it is
  /// @return the runs that are settled now
  public List<RunId> settle(Map<AccountId, AccountSession> sessions) {
    var settled = new ArrayList<RunId>();
    for (Unresolved run : unsettled()) {
      boolean reachable =
          run.open().values().stream()
              .allMatch(change -> sessions.containsKey(change.resource().id().account()));
      if (reachable && settle(run.run(), sessions)) {
        settled.add(run.run());
      }
    }
    return settled;
  }

  /// Reads the journal again while holding it: a run in progress settles itself. One that cannot be
  /// written to must not block another run any more than an unreadable one.
  private boolean settle(RunId id, Map<AccountId, AccountSession> sessions) {
    try (Journal journal = runs.resume(id)) {
      Optional<Unresolved> still = unsettled(id);
      return still.isEmpty() || settle(still.get(), journal, sessions);
    } catch (JournalException e) {
      return false;
    }
  }

  private boolean settle(Unresolved run, Journal journal, Map<AccountId, AccountSession> sessions) {
    Map<Integer, Result> found = found(run.open(), sessions);
    boolean all = found.size() == run.open().size();
    if (!found.isEmpty() || (!run.ended() && all)) {
      found.forEach(
          (step, result) ->
              journal.write(
                  new JournalEntry.Outcome(clock.instant(), step, result, "found out later")));
      if (run.ended()) {
        journal.write(new JournalEntry.RunFinished(clock.instant(), "it was looked at again"));
      } else if (all) {
        journal.write(new JournalEntry.RunFinished(clock.instant(), "it was cut off"));
      }
    }
    return all;
  }

  /// Returns the results that can be determined now, by step.
  private Map<Integer, Result> found(
      Map<Integer, Change> open, Map<AccountId, AccountSession> sessions) {
    var found = new TreeMap<Integer, Result>();
    open.forEach(
        (step, change) -> {
          AccountSession session = sessions.get(change.resource().id().account());
          Result result = session == null ? Result.UNKNOWN : look(session, change);
          if (result != Result.UNKNOWN) {
            found.put(step, result);
          }
        });
    return found;
  }

  /// Reads the setting for as long as a run would: EC2 shows a write only after a while, so an
  /// invisible write may still have been made.
  private Result look(AccountSession session, Change change) {
    try {
      return switch (readBack.of(session, change, false).state()) {
        case WRITTEN -> Result.DONE;
        case UNCHANGED -> Result.FAILED;
        case SOMETHING_ELSE -> Result.MISMATCH;
      };
    } catch (AwsException e) {
      return e.reason() == AwsException.Reason.NOT_FOUND ? Result.DRIFTED : Result.UNKNOWN;
    } catch (IllegalArgumentException e) {
      // Another version of molly wrote it, of a kind or a control that this one does not have.
      return Result.UNKNOWN;
    }
  }

  /// Returns the writes without an outcome or with an unknown one. A write whose setting the
  /// same run wrote again, for example when it stopped and undid its changes, is excluded: an
  /// observation would show the later write.
  private static Map<Integer, Change> open(List<JournalEntry> entries) {
    var open = new TreeMap<Integer, Change>();
    for (JournalEntry entry : entries) {
      switch (entry) {
        case JournalEntry.Intent intent -> {
          open.values().removeIf(earlier -> isOfTheSame(earlier, intent.change()));
          open.put(intent.step(), intent.change());
        }
        case JournalEntry.Outcome outcome when outcome.result() != Result.UNKNOWN ->
            open.remove(outcome.step());
        case JournalEntry.Outcome outcome -> {}
        case JournalEntry.Notice notice -> {}
        case JournalEntry.RunStarted began -> {}
        case JournalEntry.RunFinished ended -> {}
      }
    }
    return open;
  }

  private static boolean isOfTheSame(Change one, Change other) {
    return one.resource().id().equals(other.resource().id())
        && one.control().equals(other.control());
  }
}
