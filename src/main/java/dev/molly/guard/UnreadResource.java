package dev.molly.guard;

import dev.molly.model.ResourceRef;
import dev.molly.plan.Operation;
import dev.molly.plan.Refusal;

/// A resource that could not be read just before its plan was to be applied. Its state is unknown:
/// it may have changed, or not.
///
/// @param why the failure, as AWS reported it
/// @param missingPermission the IAM action that was denied; empty if there is another cause
public record UnreadResource(ResourceRef resource, String why, String missingPermission) {
  /// Returns the refusal of a plan that changes the resource.
  Refusal refusal(Operation operation) {
    return new Refusal(
        "completeness",
        "%s (%s) could not be read: %s".formatted(resource.identifier(), resource.name(), why),
        missingPermission.isEmpty()
            ? "try again in a while"
            : "grant %s (molly iam %s)".formatted(missingPermission, operation.policy()));
  }
}
