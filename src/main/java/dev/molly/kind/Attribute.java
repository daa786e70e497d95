package dev.molly.kind;

import dev.molly.aws.AccountSession;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import java.util.Optional;

/// One thing that can be set on a resource: a protection, or an attribute of the staged deletion
/// such as the run state. A setting is the value that AWS holds, as text, and not the protection
/// that results from it. Holds no state; safe for use by multiple threads.
///
/// @param <D> AWS's description of a resource of the kind
public interface Attribute<D> {
  ControlId id();

  /// Returns the current setting: from the description, or by a call of its own. A value that AWS
  /// has accepted and will apply later counts as held.
  ///
  /// @param described the description, just read
  /// @throws dev.molly.aws.AwsException if AWS does not answer
  String read(AccountSession session, ResourceRef resource, D described);

  /// Returns the API call that performs a change, for display and for IAM.
  ///
  /// @throws IllegalArgumentException if AWS has no call that leads to the setting
  ApiCall call(Change change);

  /// Performs a change with a single write.
  ///
  /// @throws dev.molly.aws.AwsException if AWS refuses, or does not answer
  void write(AccountSession session, Change change);

  /// Returns the canonical form of a setting, which is equal for all equivalent settings.
  default String canonical(String setting) {
    return setting;
  }

  /// Returns whether a change turns a protection on, or makes it longer, and does nothing else. A
  /// plan that was edited by hand may hold any text as a setting.
  ///
  /// @throws IllegalArgumentException if there is no such setting
  default boolean protects(Change change) {
    return false;
  }

  /// Returns the inverse of a change, as far as AWS allows it; empty if there is none.
  default Optional<Change> inverse(Change change) {
    return Optional.of(new Change(change.resource(), change.control(), change.to(), change.from()));
  }
}
