package dev.molly.kind.s3;

import dev.molly.kind.support.StagedDeletionSteps;
import dev.molly.model.ControlId;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.Refusal;
import dev.molly.retire.DesiredSetting;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.NextAction;
import dev.molly.retire.Observation;
import dev.molly.retire.PurgeClaim;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementState;
import dev.molly.retire.StagedDeletion;
import java.util.List;
import java.util.Optional;

/// The staged deletion of a bucket: it is versioned, so that nothing more is lost, and
/// quarantined. It keeps its name.
///
/// A purge empties it only if that was chosen when it was retired, by lifecycle rules that S3
/// carries out. The bucket is still quarantined when it is deleted, so that there are no writes
/// to it meanwhile. With `keep-name` it stays instead, empty and quarantined, and its record
/// marks it as never due.
final class BucketStagedDeletion implements StagedDeletion {
  /// The options of a bucket's retirement.
  static final String EMPTY = "empty";

  static final String KEEP_NAME = "keep-name";

  /// The option of a bucket's restore: its policy comes back without its grants.
  static final String WITHOUT_GRANTS = "without-grants";

  private static final ControlId VERSIONING = Versioning.ID;
  private static final ControlId POLICY = DeleteDenied.ID;

  @Override
  public List<DesiredSetting> desiredSettings(Goal goal, Observation now, RetirementRecord record) {
    return switch (goal) {
      case RETIRED ->
          List.of(
              StagedDeletionSteps.setting(record),
              new DesiredSetting(VERSIONING, Versioning.ENABLED),
              new DesiredSetting(POLICY, quarantine(now).closed().orElse(now.setting(POLICY))),
              RetirementState.of(record, now.at()));
      case RESTORED ->
          List.of(
              StagedDeletionSteps.setting(record),
              RetirementState.none(),
              untouched(now),
              new DesiredSetting(POLICY, lifted(now, record).orElse(now.setting(POLICY))),
              new DesiredSetting(VERSIONING, versioning(now, record)),
              new DesiredSetting(LifecycleAttributes.CLAIM, ""),
              new DesiredSetting(LifecycleAttributes.RETIREMENT, ""));
      case PURGED -> purged(now, record);
    };
  }

  private static Optional<String> lifted(Observation now, RetirementRecord record) {
    return record.options().contains(WITHOUT_GRANTS)
        ? quarantine(now).liftedWithoutGrants()
        : quarantine(now).lifted();
  }

  private static List<DesiredSetting> purged(Observation now, RetirementRecord record) {
    String rules = now.setting(LifecycleAttributes.LIFECYCLE);
    DesiredSetting emptying =
        new DesiredSetting(LifecycleAttributes.LIFECYCLE, LifecycleRules.emptying(rules));
    if (!isEmpty(now)) {
      return rules.equals(emptying.to())
          ? List.of(emptying)
          : List.of(PurgeClaim.setting(now), emptying);
    }
    if (record.options().contains(KEEP_NAME)) {
      return List.of(untouched(now), StagedDeletionSteps.setting(kept(record)));
    }
    return List.of(
        PurgeClaim.setting(now),
        new DesiredSetting(POLICY, quarantine(now).leaving().orElse(now.setting(POLICY))),
        new DesiredSetting(LifecycleAttributes.EXISTENCE, LifecycleAttributes.GONE));
  }

  /// No protection prevents a put of lifecycle rules: a restore reads them again when the claim
  /// of the purge that puts them has expired.
  @Override
  public List<DesiredSetting> requiredProtection(Observation now) {
    return List.of(
        new DesiredSetting(POLICY, quarantine(now).closed().orElse(now.setting(POLICY))));
  }

  private static RetirementRecord kept(RetirementRecord record) {
    return record.isForGood() ? record : record.dueAt(RetirementRecord.NEVER);
  }

  private static DesiredSetting untouched(Observation now) {
    return new DesiredSetting(
        LifecycleAttributes.LIFECYCLE,
        LifecycleRules.untouched(now.setting(LifecycleAttributes.LIFECYCLE)));
  }

  /// A bucket cannot return to the state before its first versioning.
  private static String versioning(Observation now, RetirementRecord record) {
    String before = record.settings().getOrDefault(VERSIONING, now.setting(VERSIONING));
    return before.equals(Versioning.NEVER) && !now.setting(VERSIONING).equals(Versioning.NEVER)
        ? Versioning.SUSPENDED
        : before;
  }

  private static boolean isEmpty(Observation now) {
    return now.setting(BucketContents.ID).equals(BucketContents.EMPTY);
  }

  private static QuarantineStatement quarantine(Observation now) {
    return QuarantineStatement.in(now.setting(POLICY), now.resource().ref().arn());
  }

  @Override
  public Optional<NextAction.Blocked> blocked(Goal goal, Observation now, RetirementRecord record) {
    return switch (goal) {
      case RETIRED -> quarantine(now).blocker().map(what -> byPolicy(now, what, "molly sweep"));
      case RESTORED -> unreleased(now, record);
      case PURGED -> unpurged(now, record);
    };
  }

  /// The deletion of its objects is stopped first, even if the policy is a blocker.
  private static Optional<NextAction.Blocked> unreleased(Observation now, RetirementRecord record) {
    boolean first =
        !now.setting(LifecycleAttributes.RETIREMENT)
                .equals(StagedDeletionSteps.setting(record).to())
            || LifecycleRules.isEmptying(now.setting(LifecycleAttributes.LIFECYCLE));
    return first || quarantine(now).removed().isPresent()
        ? Optional.empty()
        : quarantine(now).blocker().map(what -> byPolicy(now, what, "molly restore " + id(now)));
  }

  private static Optional<NextAction.Blocked> unpurged(Observation now, RetirementRecord record) {
    String id = id(now);
    QuarantineStatement quarantine = quarantine(now);
    if (quarantine.leaving().isEmpty()) {
      String what = quarantine.blocker().orElse("its quarantine was taken away");
      return Optional.of(
          new NextAction.Blocked(
              new Refusal(
                  "quarantine",
                  id + ": " + what + ", so it may be in use",
                  "molly restore %s if it is needed, or else: molly sweep".formatted(id))));
    }
    if (!isEmpty(now) && !record.options().contains(EMPTY)) {
      return Optional.of(
          new NextAction.Blocked(
              new Refusal(
                  "not-empty",
                  id
                      + " is not empty, and that molly may empty it was not chosen when it was"
                      + " retired",
                  "molly restore %s; then empty it yourself, or retire it again with --empty"
                      .formatted(id))));
    }
    return record.options().contains(KEEP_NAME)
        ? Optional.empty()
        : quarantine
            .deniedByOthers()
            .map(
                what ->
                    byPolicy(now, what + ", by a statement that is not molly's", "molly purge"));
  }

  private static NextAction.Blocked byPolicy(Observation now, String what, String then) {
    return new NextAction.Blocked(
        new Refusal(
            "policy",
            id(now) + ": " + what,
            "put it right (%s), then: %s"
                .formatted(BucketCommands.policy(now.resource().ref()), then)));
  }

  private static String id(Observation now) {
    return now.resource().ref().identifier();
  }

  @Override
  public boolean same(ControlId control, String one, String other) {
    return control.equals(POLICY)
        ? BucketPolicy.canonical(one).equals(BucketPolicy.canonical(other))
        : one.equals(other);
  }

  @Override
  public Observation predict(Observation now, Change change) {
    Observation later = now.withSetting(change.control(), change.to());
    boolean emptied =
        change.control().equals(LifecycleAttributes.LIFECYCLE)
            && LifecycleRules.isEmptying(change.to());
    return emptied ? later.withSetting(BucketContents.ID, BucketContents.EMPTY) : later;
  }
}
