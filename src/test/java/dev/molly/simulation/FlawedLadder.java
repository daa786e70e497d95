package dev.molly.simulation;

import dev.molly.model.Change;
import dev.molly.model.ControlId;
import dev.molly.model.Goal;
import dev.molly.retire.Copied;
import dev.molly.retire.Ladder;
import dev.molly.retire.Levers;
import dev.molly.retire.Look;
import dev.molly.retire.Next;
import dev.molly.retire.Retirement;
import dev.molly.retire.Rung;
import dev.molly.simulation.Climber.Flaw;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A kind's ladder with one rung missing, or in the wrong place, or one question not asked.
record FlawedLadder(Ladder real, Flaw flaw) implements Ladder {
  @Override
  public List<Rung> rungs(Goal goal, Look now, Retirement record) {
    var rungs = new ArrayList<>(real.rungs(goal, now, record));
    switch (flaw) {
      case TAKES_NO_COPY -> rungs.removeIf(rung -> rung.control().equals(Levers.FINAL_COPY));
      case RESTORES_ALL_BUT_ONE_FLAG -> {
        if (goal == Goal.RESTORED && !record.settings().isEmpty()) {
          ControlId last = record.settings().lastKey();
          rungs.removeIf(rung -> rung.control().equals(last));
        }
      }
      case REMOVES_THE_RECORD_TOO_EARLY -> {
        if (goal == Goal.RESTORED) {
          rungs.add(1, rungs.removeLast());
        }
      }
      case RENAMES_BEFORE_THE_RECORD -> first(rungs, goal, Levers.NAME);
      case COPIES_BEFORE_THE_STOP -> {
        if (goal == Goal.RETIRED) {
          rungs.sort(
              Comparator.comparingInt(rung -> rung.control().equals(Levers.RUN_STATE) ? 1 : 0));
        }
      }
      default -> {}
    }
    return rungs;
  }

  @Override
  public List<Rung> shield(Look now) {
    return real.shield(now);
  }

  private static void first(List<Rung> rungs, Goal goal, ControlId control) {
    if (goal == Goal.RETIRED) {
      rungs.sort(Comparator.comparingInt(rung -> rung.control().equals(control) ? 0 : 1));
    }
  }

  @Override
  public Optional<Next.Blocked> blocked(Goal goal, Look now, Retirement record) {
    return real.blocked(goal, now, record)
        .filter(
            blocked ->
                switch (blocked.why().guard()) {
                  case "used" -> flaw != Flaw.STOPS_WHAT_SOMEBODY_STARTED;
                  // One that copies too early does not ask AWS for the times either.
                  case "final-copy" ->
                      flaw != Flaw.TAKES_NO_COPY && flaw != Flaw.COPIES_BEFORE_THE_STOP;
                  default -> true;
                });
  }

  @Override
  public Next next(Goal goal, Look now, Retirement record) {
    boolean early = flaw == Flaw.PURGES_WHAT_IS_NOT_DUE && goal == Goal.PURGED;
    Look then = early ? at(now, record) : now;
    return Ladder.super.next(goal, then, record);
  }

  private static Look at(Look now, Retirement record) {
    return now.takenAt(record.due()).with(new Copied.Reliable());
  }

  @Override
  public boolean same(ControlId control, String one, String other) {
    return real.same(control, one, other);
  }

  @Override
  public Look after(Look now, Change change) {
    return real.after(now, change);
  }
}
