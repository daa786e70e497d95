package dev.molly.model;

import java.util.Map;

/// A resource's tags, or the reason why they are not available. Tags that could not be read
/// never count as the absence of tags.
public sealed interface Tags {
  /// The tags as returned by AWS.
  record Known(Map<String, String> values) implements Tags {
    public Known {
      values = Map.copyOf(values);
    }
  }

  /// The tags have not been requested yet: reading them takes a separate call.
  record Unread() implements Tags {}

  /// AWS did not return the tags.
  ///
  /// @param missingPermission the IAM action that was denied; empty if there is another cause
  record Unknown(String why, String missingPermission) implements Tags {}
}
