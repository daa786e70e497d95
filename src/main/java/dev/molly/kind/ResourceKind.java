package dev.molly.kind;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.model.Control;
import dev.molly.model.ControlId;
import dev.molly.model.Evidence;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.model.UsageSince;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.retire.Blocker;
import dev.molly.retire.FinalCopyRequirement;
import dev.molly.retire.FinalCopyState;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.Observation;
import dev.molly.retire.RecordSchema;
import dev.molly.retire.StagedDeletion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// One kind of resource: how it is listed, what each of its controls says, what turns one on, and
/// the one write that does. Holds no state; safe for many threads.
public interface ResourceKind {
  KindId id();

  /// The protections it can have.
  List<Control> controls();

  /// The IAM actions that reading it takes.
  List<String> readPermissions();

  /// The IAM actions that changing its controls takes.
  List<String> writePermissions();

  /// Lists every resource of this kind in one region, page after page, with the answers the listing
  /// gives for nothing. `found` may be slow: the next page is not asked for before it returns.
  ///
  /// @param wanted what some rule asks of this kind, so that nothing else is read
  /// @throws AwsException when a page could not be read; what was found so far was passed on, but
  ///     is not all
  void list(
      AccountSession session, RegionId region, ControlSelection wanted, Consumer<Resource> found);

  /// Reads what is wanted and costs calls of its own for each resource. What AWS does not answer is
  /// Unknown.
  Resource read(AccountSession session, Resource listed, ControlSelection wanted);

  /// One AWS CLI command that turns the control on, where one command can do so without taking
  /// something else away; for a shell, and behind a check that the account is the right one.
  ///
  /// @param atLeast how long what is kept must be kept; empty when any time will do
  Optional<String> cliFix(Resource resource, ControlId control, Optional<Duration> atLeast);

  /// Reads one resource afresh: who it is, what it is called, its tags. No controls.
  ///
  /// @return empty when it is gone, or another resource has its name now
  /// @throws AwsException when AWS does not answer
  Optional<Resource> find(AccountSession session, ResourceRef resource);

  /// Reads one setting afresh: what AWS holds for a control or attribute, and not the protection it
  /// amounts to. What AWS has taken and will apply later counts as held.
  ///
  /// @throws AwsException when AWS does not answer
  String setting(AccountSession session, ResourceRef resource, ControlId control);

  /// A setting in the one form that all settings have that mean the same.
  default String canonical(ControlId control, String setting) {
    return setting;
  }

  /// Whether two settings of a control mean the same.
  default boolean same(ControlId control, String one, String other) {
    return canonical(control, one).equals(canonical(control, other));
  }

  /// What would make a control pass, by what is there now.
  ///
  /// @param resource as [#find] saw it
  /// @param atLeast how long what is kept must be kept; empty when any time will do
  /// @throws AwsException when what is there now cannot be read
  Remediation remediation(
      AccountSession session, Resource resource, ControlId control, Optional<Duration> atLeast);

  /// Why AWS refuses to change any control of one as it is now, and what to do first; empty when it
  /// does not.
  default Optional<Blocker> blockerOfChange(Resource now) {
    return Optional.empty();
  }

  /// Whether a setting keeps a retired one out of use, and AWS never takes it back by itself: where
  /// it is gone, the retirement was taken back. RDS starts what is stopped after 7 days, so a
  /// database has none; and whether an instance was started is told by AWS's own times.
  default boolean isOutOfUse(ResourceRef resource, ControlId control, String setting) {
    return false;
  }

  /// What takes a change back as far as AWS allows it; empty when nothing does.
  default Optional<Change> inverse(Change change) {
    return LifecycleAttributes.deletes(change.control())
            || change.control().equals(LifecycleAttributes.FINAL_COPY)
        ? Optional.empty()
        : Optional.of(new Change(change.resource(), change.control(), change.to(), change.from()));
  }

  /// Looks at everything that the staged deletion asks.
  ///
  /// @param now the time, for the look to carry
  /// @return empty when it is gone
  /// @throws AwsException when AWS does not answer
  Optional<Observation> observe(AccountSession session, ResourceRef resource, Instant now);

  /// Whether its final copy can be relied on: what a purge asks of what is due.
  ///
  /// @param demand what AWS's own times of the copy have to be
  /// @throws AwsException when AWS does not answer; a key that it does not tell of makes the copy
  ///     unreliable, and nothing is thrown
  FinalCopyState verifyFinalCopy(
      AccountSession session, ResourceRef resource, FinalCopyRequirement demand);

  /// The IAM actions that [#verifyFinalCopy] takes beside those of a look.
  List<String> finalCopyPermissions();

  /// How it is retired, restored and purged.
  StagedDeletion stagedDeletion();

  /// What the records on one of it may say.
  RecordSchema recordSchema();

  /// The settings that retiring it changes, which a restore puts back.
  List<ControlId> controlsChangedByRetirement();

  /// The protections that a lease takes off, each with its setting when it is off.
  Map<ControlId, String> leasableControls();

  /// The IAM actions that a look takes beside those of [#readPermissions].
  List<String> observationPermissions();

  /// The IAM actions that telling what speaks against retiring it takes beside those of a look:
  /// only what carries no record yet is asked that.
  default List<String> blockerPermissions() {
    return List.of();
  }

  /// The IAM actions that the way to a goal takes.
  List<String> writePermissions(Goal goal);

  /// The IAM actions that writing a record on it takes.
  List<String> recordPermissions();

  /// Whether a run waits for what AWS does to one: it takes AWS minutes, and not days.
  default boolean settlesWithinMinutes() {
    return true;
  }

  /// The call that carries a change out, for people and for IAM.
  ApiCall call(Change change);

  /// How it tells whether a resource is still used.
  EvidenceReader evidence();

  /// What makes somebody stop and think before a resource is retired: what it is, its size and age,
  /// whether anything uses it, its last backup, and what is lost even by stopping it. What AWS does
  /// not answer is Unknown, and nothing is thrown.
  ///
  /// @param now what ages and the last 14 days are counted from
  default List<Evidence> evidence(AccountSession session, ResourceRef resource, Instant now) {
    return evidence().of(session, resource, now);
  }

  /// The IAM actions that [#evidence(Session, ResourceRef, Instant)] and [#usedSince] take.
  default List<String> evidencePermissions() {
    return evidence().reads();
  }

  /// Whether a resource was used since it was retired: what a purge asks. What AWS does not answer
  /// is Unknown, and nothing is thrown.
  ///
  /// @param since when it was out of use for good: stopped, or quarantined
  default UsageSince usedSince(
      AccountSession session, ResourceRef resource, Instant since, Instant now) {
    try {
      return evidence().usedSince(session, resource, since, now);
    } catch (AwsException e) {
      return new UsageSince.Unknown(e.getMessage(), e.missingPermission().orElse(""));
    }
  }

  /// Carries a change out. One write. Only the executor calls this.
  ///
  /// @throws AwsException when AWS refuses, or gives no answer
  void perform(AccountSession session, Change change);
}
