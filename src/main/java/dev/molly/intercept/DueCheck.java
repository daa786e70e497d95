package dev.molly.intercept;

import dev.molly.aws.RequestOrigin;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import java.util.Optional;

/// Decides whether a resource may be destroyed now.
@FunctionalInterface
public interface DueCheck {
  /// Checks one resource. A resource whose status is unknown is not due.
  ///
  /// @param doomed the resource to be destroyed
  /// @param origin the caller and the target of the request
  Result of(Doomed doomed, RequestOrigin origin);

  /// A resource that a request would destroy. The request does not identify its owner.
  ///
  /// @param identifier the AWS identifier
  /// @param region the region; empty if the SDK does not provide it
  record Doomed(KindId kind, String identifier, Optional<RegionId> region) {}

  /// The result of a check.
  sealed interface Result {
    /// The resource is retired and due.
    record Due() implements Result {}

    /// The resource must not be destroyed, or its status is unknown.
    ///
    /// @param why the reason, as a phrase that follows "it"
    record NotDue(String why) implements Result {}
  }
}
