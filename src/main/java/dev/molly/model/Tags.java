package dev.molly.model;

import java.util.Map;

/// A resource's tags, or why there are none to look at. Tags that could not be read are never "no
/// tags".
public sealed interface Tags {
  /// The tags as AWS gave them.
  record Known(Map<String, String> values) implements Tags {
    public Known {
      values = Map.copyOf(values);
    }
  }

  /// Nobody asked yet: reading them costs a call of its own.
  record Unread() implements Tags {}

  /// AWS did not answer.
  ///
  /// @param missingPermission the IAM action that was denied; empty when it was something else
  record Unknown(String why, String missingPermission) implements Tags {}
}
