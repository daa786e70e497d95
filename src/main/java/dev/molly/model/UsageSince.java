package dev.molly.model;

/// Whether a resource was used since a given instant. Only data read from AWS can yield a No.
public sealed interface UsageSince {
  /// Returns the observation, in words that the user can verify.
  String why();

  /// The resource was used, or may well have been: it ran, or there was a connection.
  record Yes(String why) implements UsageSince {}

  /// The resource was not used, as far as its kind can be used at all.
  record No(String why) implements UsageSince {}

  /// The usage is unknown.
  ///
  /// @param missingPermission the IAM action that was denied; empty if there is another cause
  record Unknown(String why, String missingPermission) implements UsageSince {}
}
