package dev.molly.kind;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.model.ControlId;
import dev.molly.model.Evidence;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.model.UsageSince;
import dev.molly.plan.Goal;
import dev.molly.retire.FinalCopyRequirement;
import dev.molly.retire.FinalCopyState;
import dev.molly.retire.Observation;
import dev.molly.retire.RecordSchema;
import dev.molly.retire.StagedDeletion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A kind that Molly can retire, restore and purge: the one observation that all three are based
/// on, the staged deletion, and the evidence of use.
public interface Retirable extends Protectable {
  /// Observes everything that the staged deletion needs for one of its decisions.
  ///
  /// @param now the time of the observation
  /// @return empty if the resource is gone
  /// @throws AwsException if AWS does not answer
  Optional<Observation> observe(
      AccountSession session, ResourceRef resource, ObservationScope scope, Instant now);

  /// Asks AWS with a single call whether it is still changing an attribute. The answer only ends a
  /// wait; a new observation then decides.
  ///
  /// @param resource the resource as last observed, with its tags
  /// @return the unfinished work as text; empty if there is none
  /// @throws AwsException if AWS does not answer
  default Optional<String> unfinished(
      AccountSession session, Resource resource, ControlId attribute) {
    return Optional.empty();
  }

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

  /// Returns the AWS operation that a retirement replaces.
  DeleteOperation deleteOperation();

  /// Returns the IAM actions that writing a record requires.
  List<String> recordPermissions();

  /// Returns the names of the CloudTrail events of the calls that can write a record.
  List<String> recordEvents();

  /// Returns whether the name that a retirement changes is the identifier by which AWS addresses
  /// the resource.
  default boolean isNameTheIdentifier() {
    return false;
  }

  /// Returns whether a run waits until AWS completes its operations on the resource: they take
  /// minutes, and not days.
  default boolean settlesWithinMinutes() {
    return true;
  }

  /// Returns whether a setting keeps a retired resource out of use and is never reverted by AWS
  /// itself: where such a setting is gone, the retirement was reverted. RDS starts a stopped
  /// database after 7 days, so databases have no such setting; whether an instance was started
  /// is determined from AWS's own timestamps.
  default boolean isOutOfUse(ResourceRef resource, ControlId control, String setting) {
    return false;
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
}
