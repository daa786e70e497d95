package dev.molly.engine;

import dev.molly.aws.AwsException;
import dev.molly.aws.Session;
import dev.molly.journal.Entry;
import dev.molly.journal.Journal;
import dev.molly.journal.JournalException;
import dev.molly.journal.Runs;
import dev.molly.kind.Kind;
import dev.molly.kind.Kinds;
import dev.molly.model.AccountId;
import dev.molly.model.Change;
import dev.molly.model.RunId;
import dev.molly.model.RunResult.Result;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Finds out what became of writes whose run was cut off before it could say. A write without an
/// outcome is neither done nor failed: AWS is asked, and the answer goes into that run's journal.
public final class Recovery {
  private final Runs runs;
  private final Clock clock;
  private final Pause pause;
  private final Pace pace;

  public Recovery(Runs runs, Clock clock, Pause pause, Pace pace) {
    this.runs = runs;
    this.clock = clock;
    this.pause = pause;
    this.pace = pace;
  }

  /// A run that was cut off.
  ///
  /// @param open its writes without an outcome, by step
  public record CutOff(RunId run, Map<Integer, Change> open) {}

  /// The runs that were cut off.
  public List<CutOff> cutOff() {
    var found = new ArrayList<CutOff>();
    for (RunId run : runs.all()) {
      readable(run)
          .filter(entries -> entries.stream().noneMatch(Entry.Ended.class::isInstance))
          .ifPresent(entries -> found.add(new CutOff(run, open(entries))));
    }
    return found;
  }

  /// A journal that cannot be read must not stand in the way of another run, least of all of an
  /// undo. It is what `molly journal verify` is for.
  private Optional<List<Entry>> readable(RunId run) {
    try {
      return Optional.of(runs.read(run));
    } catch (JournalException e) {
      return Optional.empty();
    }
  }

  /// Asks AWS about each open write, writes the answer down and ends the run's journal. A run of
  /// which something cannot be read stays open.
  ///
  /// @param sessions by account; a run that wrote to another account stays open
  /// @return the runs that are settled now
  public List<RunId> settle(Map<AccountId, Session> sessions) {
    var settled = new ArrayList<RunId>();
    for (CutOff run : cutOff()) {
      boolean reachable =
          run.open().values().stream()
              .allMatch(change -> sessions.containsKey(change.resource().id().account()));
      if (reachable && settle(run, sessions)) {
        settled.add(run.run());
      }
    }
    return settled;
  }

  private boolean settle(CutOff run, Map<AccountId, Session> sessions) {
    try (Journal journal = runs.resume(run.run())) {
      for (Map.Entry<Integer, Change> open : run.open().entrySet()) {
        Change change = open.getValue();
        Session session = sessions.get(change.resource().id().account());
        if (session == null) {
          return false;
        }
        Result result = look(session, change);
        if (result == Result.UNKNOWN) {
          return false;
        }
        String detail = "found out later";
        journal.write(new Entry.Outcome(clock.instant(), open.getKey(), result, detail));
      }
      journal.write(new Entry.Ended(clock.instant(), "it was cut off"));
      return true;
    }
  }

  /// Waits as long as a run would have: EC2 shows a write only after a while, and one that does not
  /// show yet is not one that was not made.
  private Result look(Session session, Change change) {
    Kind kind = Kinds.of(change.resource().id().kind());
    try {
      for (int i = 0; i < pace.readBacks(); i++) {
        if (i > 0) {
          pause.pause(pace.readBackEvery());
        }
        String setting = kind.setting(session, change.resource(), change.control());
        if (kind.same(change.control(), setting, change.to())) {
          return Result.DONE;
        }
        if (!kind.same(change.control(), setting, change.from())) {
          return Result.MISMATCH;
        }
      }
      return Result.FAILED;
    } catch (AwsException e) {
      return e.reason() == AwsException.Reason.NOT_FOUND ? Result.DRIFTED : Result.UNKNOWN;
    }
  }

  private static Map<Integer, Change> open(List<Entry> entries) {
    var open = new TreeMap<Integer, Change>();
    for (Entry entry : entries) {
      switch (entry) {
        case Entry.Intent intent -> open.put(intent.step(), intent.change());
        case Entry.Outcome outcome -> open.remove(outcome.step());
        case Entry.Began began -> {}
        case Entry.Ended ended -> {}
      }
    }
    return open;
  }
}
