package dev.molly.kind;

import dev.molly.aws.AccountSession;
import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.retire.Blocker;
import dev.molly.retire.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A kind whose protections Molly can change: the remediation of a control, and the single write
/// that performs it.
public interface Protectable extends ResourceKind {
  /// Returns the IAM actions that changing its controls requires.
  List<String> writePermissions();

  /// Observes one resource: its current identity and name, and the settings and tags asked for,
  /// with no more calls than these take. Every decision about a resource is based on one.
  ///
  /// @param wanted the attributes, and whether the tags are read where that takes a call
  /// @param now the time of the observation
  /// @return empty if it is gone, or another resource has its name now
  /// @throws AwsException if AWS does not answer; tags that AWS does not return are unknown
  Optional<Observation> observe(
      AccountSession session, ResourceRef resource, ControlSelection wanted, Instant now);

  /// Returns what can be set on a resource of this kind: each control, and each attribute of the
  /// staged deletion.
  ///
  /// @throws IllegalArgumentException if the kind has no such attribute
  Attribute<?> attribute(ControlId id);

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
  /// @param resource the resource as observed, with its tags
  /// @param atLeast the minimum retention; zero if any retention will do
  /// @throws AwsException if the current state cannot be read
  Remediation remediation(
      AccountSession session, Resource resource, ControlId control, Duration atLeast);

  /// Returns why a change cannot be taken back in the resource's current state, and what to do
  /// instead; empty if it can.
  ///
  /// @param back the inverse change
  /// @throws AwsException if the current state cannot be read
  default Optional<Blocker> blockerOfInverse(AccountSession session, Resource now, Change back) {
    return blockerOfChange(now);
  }

  /// See [Attribute#protects].
  default boolean protects(Change change) {
    return attribute(change.control()).protects(change);
  }

  /// See [Attribute#inverse].
  default Optional<Change> inverse(Change change) {
    return attribute(change.control()).inverse(change);
  }

  /// See [Attribute#call].
  default ApiCall call(Change change) {
    return attribute(change.control()).call(change);
  }

  /// Performs a change with a single write. Only the executor calls this.
  ///
  /// @throws AwsException if AWS refuses, or does not answer
  default void perform(AccountSession session, Change change) {
    attribute(change.control()).write(session, change);
  }
}
