package dev.molly.kind;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.model.Arn;
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
import dev.molly.retire.Observation;
import dev.molly.retire.RecordSchema;
import dev.molly.retire.StagedDeletion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// A kind of resource: how it is listed, the protection of each control, the remediation of a
/// control, and the single write that performs it. Holds no state; safe for use by multiple
/// threads.
public interface ResourceKind {
  KindId id();

  /// Returns whether an ARN is that of a resource of this kind.
  ///
  /// Source: Service Authorization Reference, resource types of the service.
  boolean owns(Arn arn);

  /// Returns the protections that the kind can have.
  List<Control> controls();

  /// Returns the IAM actions that reading the kind requires.
  List<String> readPermissions();

  /// Returns the IAM actions that changing its controls requires.
  List<String> writePermissions();

  /// Lists every resource of this kind in one region, page by page, with the protections that
  /// the listing itself returns at no extra cost. `found` may be slow: the next page is not
  /// requested before it returns.
  ///
  /// @param wanted the controls and tags that some rule needs of this kind; nothing else is read
  /// @throws AwsException if a page could not be read; the resources found so far were passed
  ///     on, but are incomplete
  void list(
      AccountSession session, RegionId region, ControlSelection wanted, Consumer<Resource> found);

  /// Reads the selected protections that require separate calls for each resource. A protection
  /// that AWS does not return is Unknown.
  Resource read(AccountSession session, Resource listed, ControlSelection wanted);

  /// Returns one AWS CLI command that turns the control on, if a single command can do so
  /// without removing something else; for a shell, and preceded by a check of the account.
  ///
  /// @param atLeast the minimum retention; empty if any retention will do
  Optional<String> cliFix(Resource resource, ControlId control, Optional<Duration> atLeast);

  /// Reads the current identity, name and tags of one resource, without its controls.
  ///
  /// @return empty if it is gone, or another resource has its name now
  /// @throws AwsException if AWS does not answer
  Optional<Resource> find(AccountSession session, ResourceRef resource);

  /// Returns what can be set on a resource of this kind: each control, and each attribute of the
  /// staged deletion.
  ///
  /// @throws IllegalArgumentException if the kind has no such attribute
  Attribute attribute(ControlId id);

  /// See [Attribute#read].
  default String setting(AccountSession session, ResourceRef resource, ControlId control) {
    return attribute(control).read(session, resource);
  }

  /// See [Attribute#canonical].
  default String canonical(ControlId control, String setting) {
    return attribute(control).canonical(setting);
  }

  /// Returns whether two settings of a control are equivalent.
  default boolean same(ControlId control, String one, String other) {
    return canonical(control, one).equals(canonical(control, other));
  }

  /// Returns the change that would make a control pass, given the current state.
  ///
  /// @param resource the resource as returned by [#find]
  /// @param atLeast the minimum retention; empty if any retention will do
  /// @throws AwsException if the current state cannot be read
  Remediation remediation(
      AccountSession session, Resource resource, ControlId control, Optional<Duration> atLeast);

  /// Returns why AWS refuses to change any control of the resource in its current state, and the
  /// step that must come first; empty if AWS does not refuse.
  default Optional<Blocker> blockerOfChange(Resource now) {
    return Optional.empty();
  }

  /// Returns whether a setting keeps a retired resource out of use and is never reverted by AWS
  /// itself: where such a setting is gone, the retirement was reverted. RDS starts a stopped
  /// database after 7 days, so databases have no such setting; whether an instance was started
  /// is determined from AWS's own timestamps.
  default boolean isOutOfUse(ResourceRef resource, ControlId control, String setting) {
    return false;
  }

  /// See [Attribute#inverse].
  default Optional<Change> inverse(Change change) {
    return attribute(change.control()).inverse(change);
  }

  /// Observes everything that the staged deletion needs.
  ///
  /// @param now the time of the observation
  /// @return empty if the resource is gone
  /// @throws AwsException if AWS does not answer
  Optional<Observation> observe(AccountSession session, ResourceRef resource, Instant now);

  /// Verifies whether the resource's final copy is reliable, which a purge requires of the
  /// resources that are due.
  ///
  /// @param demand the requirement for AWS's own timestamps of the copy
  /// @throws AwsException if AWS does not answer; a key that AWS does not describe makes the
  ///     copy unreliable, and nothing is thrown
  FinalCopyState verifyFinalCopy(
      AccountSession session, ResourceRef resource, FinalCopyRequirement demand);

  /// Returns the IAM actions that [#verifyFinalCopy] requires in addition to those of an
  /// observation.
  List<String> finalCopyPermissions();

  /// Returns how the kind is retired, restored and purged.
  StagedDeletion stagedDeletion();

  /// Returns the values that the records of this kind may hold.
  RecordSchema recordSchema();

  /// Returns the settings that a retirement changes and a restore puts back.
  List<ControlId> controlsChangedByRetirement();

  /// Returns the protections that a lease turns off, each with its setting when it is off.
  Map<ControlId, String> leasableControls();

  /// Returns the IAM actions that an observation requires in addition to [#readPermissions].
  List<String> observationPermissions();

  /// Returns the IAM actions that reading the blockers of a retirement requires in addition to
  /// those of an observation. These blockers are read only for a resource that has no record
  /// yet.
  default List<String> blockerPermissions() {
    return List.of();
  }

  /// Returns the IAM actions that reaching a goal requires.
  List<String> writePermissions(Goal goal);

  /// Returns the IAM actions that writing a record requires.
  List<String> recordPermissions();

  /// Returns whether a run waits until AWS completes its operations on the resource: they take
  /// minutes, and not days.
  default boolean settlesWithinMinutes() {
    return true;
  }

  /// See [Attribute#call].
  default ApiCall call(Change change) {
    return attribute(change.control()).call(change);
  }

  /// Returns the reader of the evidence of whether a resource is still used.
  EvidenceReader evidence();

  /// Returns the evidence to consider before a resource is retired: its description, its size
  /// and age, its use, its last backup, and the losses that a stop alone causes. Evidence that
  /// AWS does not return is Unknown, and nothing is thrown.
  ///
  /// @param now the reference time of ages and of the last 14 days
  default List<Evidence> evidence(AccountSession session, ResourceRef resource, Instant now) {
    return evidence().of(session, resource, now);
  }

  /// Returns the IAM actions that [#evidence(Session, ResourceRef, Instant)] and [#usedSince]
  /// require.
  default List<String> evidencePermissions() {
    return evidence().reads();
  }

  /// Returns whether a resource was used since it was retired, which a purge requires. If AWS
  /// does not answer, the result is Unknown, and nothing is thrown.
  ///
  /// @param since the time when it was finally out of use: stopped, or quarantined
  default UsageSince usedSince(
      AccountSession session, ResourceRef resource, Instant since, Instant now) {
    try {
      return evidence().usedSince(session, resource, since, now);
    } catch (AwsException e) {
      return new UsageSince.Unknown(e.getMessage(), e.missingPermission().orElse(""));
    }
  }

  /// Performs a change with a single write. Only the executor calls this.
  ///
  /// @throws AwsException if AWS refuses, or does not answer
  default void perform(AccountSession session, Change change) {
    attribute(change.control()).write(session, change);
  }
}
