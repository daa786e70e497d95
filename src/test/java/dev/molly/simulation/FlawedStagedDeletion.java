package dev.molly.simulation;

import dev.molly.model.ControlId;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.retire.DesiredSetting;
import dev.molly.retire.FinalCopyState;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.NextAction;
import dev.molly.retire.Observation;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.StagedDeletion;
import dev.molly.simulation.NaiveRetirer.Flaw;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A kind's staged deletion with one desired setting missing, or in the wrong place, or one
/// question not asked.
record FlawedStagedDeletion(StagedDeletion real, Flaw flaw) implements StagedDeletion {
  @Override
  public List<DesiredSetting> desiredSettings(Goal goal, Observation now, RetirementRecord record) {
    var desiredSettings = new ArrayList<>(real.desiredSettings(goal, now, record));
    switch (flaw) {
      case TAKES_NO_COPY ->
          desiredSettings.removeIf(
              desiredSetting -> desiredSetting.control().equals(LifecycleAttributes.FINAL_COPY));
      case RESTORES_ALL_BUT_ONE_FLAG -> {
        if (goal == Goal.RESTORED && !record.settings().isEmpty()) {
          ControlId last = record.settings().lastKey();
          desiredSettings.removeIf(desiredSetting -> desiredSetting.control().equals(last));
        }
      }
      case REMOVES_THE_RECORD_TOO_EARLY -> {
        if (goal == Goal.RESTORED) {
          desiredSettings.add(1, desiredSettings.removeLast());
        }
      }
      case RENAMES_BEFORE_THE_RECORD -> first(desiredSettings, goal, LifecycleAttributes.NAME);
      case COPIES_BEFORE_THE_STOP -> {
        if (goal == Goal.RETIRED) {
          desiredSettings.sort(
              Comparator.comparingInt(
                  desiredSetting ->
                      desiredSetting.control().equals(LifecycleAttributes.RUN_STATE) ? 1 : 0));
        }
      }
      default -> {}
    }
    return desiredSettings;
  }

  @Override
  public List<DesiredSetting> requiredProtection(Observation now) {
    return real.requiredProtection(now);
  }

  private static void first(List<DesiredSetting> desiredSettings, Goal goal, ControlId control) {
    if (goal == Goal.RETIRED) {
      desiredSettings.sort(
          Comparator.comparingInt(
              desiredSetting -> desiredSetting.control().equals(control) ? 0 : 1));
    }
  }

  @Override
  public Optional<NextAction.Blocked> blocked(Goal goal, Observation now, RetirementRecord record) {
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
  public NextAction next(Goal goal, Observation now, RetirementRecord record) {
    boolean early = flaw == Flaw.PURGES_WHAT_IS_NOT_DUE && goal == Goal.PURGED;
    Observation then = early ? at(now, record) : now;
    return StagedDeletion.super.next(goal, then, record);
  }

  private static Observation at(Observation now, RetirementRecord record) {
    return now.at(record.due()).withFinalCopy(new FinalCopyState.Reliable());
  }

  @Override
  public boolean same(ControlId control, String one, String other) {
    return real.same(control, one, other);
  }

  @Override
  public Observation predict(Observation now, Change change) {
    return real.predict(now, change);
  }
}
