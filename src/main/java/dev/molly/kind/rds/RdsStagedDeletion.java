package dev.molly.kind.rds;

import dev.molly.kind.OnOff;
import dev.molly.kind.support.FinalCopyLabel;
import dev.molly.kind.support.StagedDeletionSteps;
import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.Refusal;
import dev.molly.retire.Blocker;
import dev.molly.retire.DesiredSetting;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.NextAction;
import dev.molly.retire.Observation;
import dev.molly.retire.PurgeClaim;
import dev.molly.retire.RecordSchema;
import dev.molly.retire.RetiredNames;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementState;
import dev.molly.retire.StagedDeletion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The staged deletion of a database or a cluster: it is protected, copied, renamed so that it
/// is not found by accident, and only then stopped.
///
/// AWS requires that order: "You can't modify a stopped DB instance" (RDS User Guide,
/// USER_StopInstance). A stopped database is started first, as long as a setting of it has to
/// change; a database that AWS started again after seven days only has to be stopped.
final class RdsStagedDeletion implements StagedDeletion {
  /// The maximum name lengths of a database or an Aurora cluster, and of a Multi-AZ DB cluster
  /// (RDS API, CreateDBCluster).
  private static final int LONGEST_NAME = 63;

  private static final int LONGEST_MULTI_AZ_NAME = 52;

  /// The identifiers of databases and clusters (RDS API, CreateDBInstance), in a more permissive
  /// form; an identifier is mandatory.
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,62}");

  /// The protections that a lease turns off, each with its setting when it is off.
  static final Map<ControlId, String> LEASABLE = Map.of(RdsControls.DELETION, OnOff.OFF);

  /// The values that a record may hold.
  static final RecordSchema SCHEMA =
      new RecordSchema(
          Map.of(RdsControls.DELETION, OnOff.BOTH),
          Set.of(RdsStatus.AVAILABLE, RdsStatus.STOPPED),
          IDENTIFIER,
          RdsBlockers.ACCEPTABLE,
          LEASABLE);

  /// Returns its name while it is retired.
  ///
  /// @param multiAz whether it is a Multi-AZ DB cluster
  static String retiredName(String name, Instant at, boolean multiAz) {
    return RetiredNames.identifier(name, at, multiAz ? LONGEST_MULTI_AZ_NAME : LONGEST_NAME);
  }

  @Override
  public List<DesiredSetting> desiredSettings(Goal goal, Observation now, RetirementRecord record) {
    return switch (goal) {
      case RETIRED -> retired(now, record);
      case RESTORED -> restored(now, record);
      case PURGED -> purged(now, record);
    };
  }

  private List<DesiredSetting> retired(Observation now, RetirementRecord record) {
    boolean stops = blocker(now, RdsBlockers.CANNOT_STOP).isEmpty();
    var desiredSettings = new ArrayList<DesiredSetting>();
    desiredSettings.add(StagedDeletionSteps.setting(record));
    desiredSettings.addAll(
        whileAvailable(
            now,
            List.of(
                new DesiredSetting(RdsControls.DELETION, OnOff.ON),
                new DesiredSetting(
                    LifecycleAttributes.FINAL_COPY, FinalCopyLabel.of(record).setting()),
                new DesiredSetting(
                    LifecycleAttributes.NAME,
                    retiredName(originalName(record), record.at(), !stops)))));
    if (stops) {
      desiredSettings.add(new DesiredSetting(LifecycleAttributes.RUN_STATE, RdsStatus.STOPPED));
    }
    desiredSettings.add(RetirementState.of(record, now.at()));
    return desiredSettings;
  }

  private List<DesiredSetting> restored(Observation now, RetirementRecord record) {
    var changed = new ArrayList<DesiredSetting>();
    changed.add(new DesiredSetting(LifecycleAttributes.NAME, originalName(record)));
    record
        .settings()
        .forEach((control, setting) -> changed.add(new DesiredSetting(control, setting)));
    var desiredSettings = new ArrayList<DesiredSetting>();
    desiredSettings.add(StagedDeletionSteps.setting(record));
    desiredSettings.add(RetirementState.none());
    desiredSettings.addAll(whileAvailable(now, changed));
    desiredSettings.add(new DesiredSetting(LifecycleAttributes.RUN_STATE, record.runState()));
    desiredSettings.add(new DesiredSetting(LifecycleAttributes.CLAIM, ""));
    desiredSettings.add(new DesiredSetting(LifecycleAttributes.RETIREMENT, ""));
    return desiredSettings;
  }

  @Override
  public List<DesiredSetting> requiredProtection(Observation now) {
    return whileAvailable(now, List.of(new DesiredSetting(RdsControls.DELETION, OnOff.ON)));
  }

  /// Protection is turned off as late as possible, but before the members are deleted, since
  /// those cannot be restored.
  private static List<DesiredSetting> purged(Observation now, RetirementRecord record) {
    var desiredSettings = new ArrayList<DesiredSetting>();
    desiredSettings.add(
        new DesiredSetting(LifecycleAttributes.FINAL_COPY, FinalCopyLabel.of(record).setting()));
    desiredSettings.add(PurgeClaim.setting(now));
    desiredSettings.add(new DesiredSetting(LifecycleAttributes.RUN_STATE, RdsStatus.AVAILABLE));
    desiredSettings.add(new DesiredSetting(RdsControls.DELETION, OnOff.OFF));
    if (now.settings().containsKey(LifecycleAttributes.MEMBERS)) {
      desiredSettings.add(
          new DesiredSetting(
              LifecycleAttributes.MEMBERS,
              ClusterMembers.withoutTheNext(now.setting(LifecycleAttributes.MEMBERS))));
    }
    desiredSettings.add(
        new DesiredSetting(LifecycleAttributes.EXISTENCE, LifecycleAttributes.GONE));
    return desiredSettings;
  }

  /// Returns settings that AWS changes only while it is available: it has to be available until
  /// all of them are reached.
  private List<DesiredSetting> whileAvailable(Observation now, List<DesiredSetting> changed) {
    if (changed.stream().allMatch(desiredSetting -> isReached(now, desiredSetting))) {
      return changed;
    }
    var desiredSettings = new ArrayList<DesiredSetting>();
    desiredSettings.add(new DesiredSetting(LifecycleAttributes.RUN_STATE, RdsStatus.AVAILABLE));
    desiredSettings.addAll(changed);
    return desiredSettings;
  }

  private boolean isReached(Observation now, DesiredSetting desiredSetting) {
    return same(
        desiredSetting.control(), now.setting(desiredSetting.control()), desiredSetting.to());
  }

  private static String originalName(RetirementRecord record) {
    return record
        .name()
        .orElseThrow(() -> new IllegalStateException("every database has a name: " + record.uid()));
  }

  /// A blocker, whether new or old, blocks as soon as it affects a step that is still to be
  /// done.
  @Override
  public Optional<NextAction.Blocked> blocked(Goal goal, Observation now, RetirementRecord record) {
    List<ControlId> open =
        desiredSettings(goal, now, record).stream()
            .filter(desiredSetting -> !isReached(now, desiredSetting))
            .map(DesiredSetting::control)
            .toList();
    return now.blockers().stream()
        .filter(blocker -> open.stream().anyMatch(control -> hinders(blocker, goal, control)))
        .map(blocker -> blocked(now, blocker))
        .findFirst()
        .or(
            () ->
                goal == Goal.PURGED
                    ? StagedDeletionSteps.uncopied(this, now, record)
                    : Optional.empty());
  }

  private static boolean hinders(Blocker blocker, Goal goal, ControlId control) {
    return switch (blocker.code()) {
      case RdsBlockers.STUCK -> !LifecycleAttributes.isTags(control);
      case RdsBlockers.PENDING -> control.equals(LifecycleAttributes.NAME);
      case RdsBlockers.NAME_TAKEN ->
          control.equals(LifecycleAttributes.NAME) && goal == Goal.RETIRED;
      case RdsBlockers.OLD_NAME_TAKEN ->
          control.equals(LifecycleAttributes.NAME) && goal == Goal.RESTORED;
      case RdsBlockers.FAILED_COPY -> control.equals(LifecycleAttributes.FINAL_COPY);
      case RdsBlockers.SOURCE -> control.equals(LifecycleAttributes.EXISTENCE);
      default -> false;
    };
  }

  private static NextAction.Blocked blocked(Observation now, Blocker blocker) {
    return new NextAction.Blocked(
        new Refusal(
            blocker.code(),
            now.resource().ref().identifier() + ": " + blocker.reason(),
            blocker.remedy()));
  }

  private static Optional<Blocker> blocker(Observation now, String thing) {
    return now.blockers().stream().filter(each -> each.code().equals(thing)).findFirst();
  }

  @Override
  public boolean same(ControlId control, String one, String other) {
    return control.equals(LifecycleAttributes.FINAL_COPY)
        ? FinalCopyLabel.same(one, other)
        : one.equals(other);
  }

  /// Tags can be written in any state except during a rename, which changes the ARN.
  @Override
  public Optional<String> busy(Observation now, ControlId control) {
    return LifecycleAttributes.isTags(control) ? now.pending(LifecycleAttributes.NAME) : now.busy();
  }

  @Override
  public Observation predict(Observation now, Change change) {
    Observation later = now.withSetting(change.control(), change.to());
    return change.control().equals(LifecycleAttributes.NAME) ? called(later, change.to()) : later;
  }

  @Override
  public Observation settled(Observation now) {
    return called(now.settled(), now.setting(LifecycleAttributes.NAME));
  }

  /// A rename changes the identifier and the ARN, but not the resource id.
  private static Observation called(Observation observation, String name) {
    Resource resource = observation.resource();
    return observation.withResource(
        new Resource(
            called(resource.ref(), name), resource.state(), resource.tags(), resource.controls()));
  }

  static ResourceRef called(ResourceRef ref, String name) {
    String arn = ref.arn().substring(0, ref.arn().lastIndexOf(':') + 1) + name;
    return new ResourceRef(ref.id(), name, name, arn);
  }
}
