package dev.molly.kind.ec2;

import dev.molly.kind.OnOff;
import dev.molly.kind.support.FinalCopyLabel;
import dev.molly.kind.support.StagedDeletionSteps;
import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.retire.DesiredSetting;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.NextAction;
import dev.molly.retire.Observation;
import dev.molly.retire.PurgeClaim;
import dev.molly.retire.RetiredNames;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementState;
import dev.molly.retire.StagedDeletion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The staged deletion of an instance: it is protected and stopped, its volumes are copied while
/// nothing writes to them, and its name is changed to show the retirement.
///
/// Stop protection is turned off, since it would prevent the stop; termination protection stays
/// on until the purge.
final class InstanceStagedDeletion implements StagedDeletion {
  /// The maximum length of a tag value.
  private static final int LONGEST_NAME = 256;

  private static final ControlId TERMINATION = TerminationProtection.ID;
  private static final ControlId STOP = StopProtection.ID;

  @Override
  public List<DesiredSetting> desiredSettings(Goal goal, Observation now, RetirementRecord record) {
    return switch (goal) {
      case RETIRED -> retired(now, record);
      case RESTORED -> restored(now, record);
      case PURGED -> purged(now, record);
    };
  }

  private static List<DesiredSetting> retired(Observation now, RetirementRecord record) {
    var desiredSettings = new ArrayList<DesiredSetting>();
    desiredSettings.add(StagedDeletionSteps.setting(record));
    desiredSettings.add(new DesiredSetting(TERMINATION, OnOff.ON));
    if (!now.setting(LifecycleAttributes.RUN_STATE).equals(InstanceRunState.STOPPED)) {
      desiredSettings.add(new DesiredSetting(STOP, OnOff.OFF));
    }
    desiredSettings.add(
        new DesiredSetting(LifecycleAttributes.RUN_STATE, InstanceRunState.STOPPED));
    desiredSettings.add(
        new DesiredSetting(LifecycleAttributes.FINAL_COPY, FinalCopyLabel.of(record).setting()));
    desiredSettings.add(new DesiredSetting(LifecycleAttributes.NAME, name(now, record)));
    desiredSettings.add(RetirementState.of(record, now.at()));
    return desiredSettings;
  }

  /// An instance without a name is named after its id.
  private static String name(Observation now, RetirementRecord record) {
    String id = now.resource().ref().identifier();
    String name = record.name().filter(tag -> !tag.isEmpty()).orElse(id);
    return RetiredNames.tag(name, record.at(), LONGEST_NAME);
  }

  /// An instance that was stopped before may have been started since, with stop protection still
  /// on.
  private static List<DesiredSetting> restored(Observation now, RetirementRecord record) {
    var desiredSettings = new ArrayList<DesiredSetting>();
    desiredSettings.add(StagedDeletionSteps.setting(record));
    desiredSettings.add(RetirementState.none());
    desiredSettings.add(
        new DesiredSetting(
            LifecycleAttributes.NAME,
            record.name().map(RetiredNames::setting).orElse(RetiredNames.ABSENT)));
    boolean stops =
        record.runState().equals(InstanceRunState.STOPPED)
            && !now.setting(LifecycleAttributes.RUN_STATE).equals(InstanceRunState.STOPPED);
    if (stops) {
      desiredSettings.add(new DesiredSetting(STOP, OnOff.OFF));
    }
    desiredSettings.add(new DesiredSetting(LifecycleAttributes.RUN_STATE, record.runState()));
    record
        .settings()
        .forEach((control, setting) -> desiredSettings.add(new DesiredSetting(control, setting)));
    desiredSettings.add(new DesiredSetting(LifecycleAttributes.CLAIM, ""));
    desiredSettings.add(new DesiredSetting(LifecycleAttributes.RETIREMENT, ""));
    return desiredSettings;
  }

  @Override
  public List<DesiredSetting> requiredProtection(Observation now) {
    return List.of(new DesiredSetting(TERMINATION, OnOff.ON));
  }

  private static List<DesiredSetting> purged(Observation now, RetirementRecord record) {
    return List.of(
        new DesiredSetting(LifecycleAttributes.FINAL_COPY, FinalCopyLabel.of(record).setting()),
        PurgeClaim.setting(now),
        new DesiredSetting(STOP, OnOff.OFF),
        new DesiredSetting(TERMINATION, OnOff.OFF),
        new DesiredSetting(LifecycleAttributes.EXISTENCE, LifecycleAttributes.GONE));
  }

  /// An instance that was started after it was retired is in use again, and changed after its
  /// copies were taken. Both times have a precision of one second: a start within the same
  /// second may have been after the retirement, and blocks too. A purge does not rest on the time
  /// of the start alone: an instance that is not stopped blocks it, whatever its LaunchTime says.
  @Override
  public Optional<NextAction.Blocked> blocked(Goal goal, Observation now, RetirementRecord record) {
    if (goal == Goal.RESTORED) {
      return Optional.empty();
    }
    String id = now.resource().ref().identifier();
    return now.startedAt()
        .filter(start -> !start.isBefore(record.at()))
        .map(
            start ->
                StagedDeletionSteps.used(
                    id, "it was started at " + start + ", after it was retired"))
        .or(
            () ->
                goal == Goal.PURGED
                    ? notStopped(id, now).or(() -> StagedDeletionSteps.uncopied(this, now, record))
                    : Optional.empty());
  }

  private static Optional<NextAction.Blocked> notStopped(String id, Observation now) {
    String state = now.setting(LifecycleAttributes.RUN_STATE);
    boolean gone = now.setting(LifecycleAttributes.EXISTENCE).equals(LifecycleAttributes.GONE);
    return state.equals(InstanceRunState.STOPPED) || gone
        ? Optional.empty()
        : Optional.of(StagedDeletionSteps.used(id, "AWS says that it is " + state));
  }

  @Override
  public boolean same(ControlId control, String one, String other) {
    return control.equals(LifecycleAttributes.FINAL_COPY)
        ? FinalCopyLabel.same(one, other)
        : one.equals(other);
  }

  @Override
  public Observation predict(Observation now, Change change) {
    Observation later = now.withSetting(change.control(), change.to());
    if (!change.control().equals(LifecycleAttributes.NAME)) {
      return later;
    }
    ResourceRef ref = now.resource().ref();
    String name =
        RetiredNames.value(change.to()).filter(tag -> !tag.isEmpty()).orElse(ref.identifier());
    Resource resource = now.resource();
    return later.withResource(
        new Resource(
            new ResourceRef(ref.id(), ref.identifier(), name, ref.arn()),
            resource.state(),
            resource.tags(),
            resource.controls()));
  }
}
