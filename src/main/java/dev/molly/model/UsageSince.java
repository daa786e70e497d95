package dev.molly.model;

/// Whether a resource was used since some instant. Only a No that was read from AWS is a No.
public sealed interface UsageSince {
  /// What was seen, in words a person can check.
  String why();

  /// It was, or may well have been: it ran, somebody was connected.
  record Yes(String why) implements UsageSince {}

  /// It was not, as far as the kind can be used at all.
  record No(String why) implements UsageSince {}

  /// Nobody knows.
  ///
  /// @param missingPermission the IAM action that was denied; empty when it was something else
  record Unknown(String why, String missingPermission) implements UsageSince {}
}
