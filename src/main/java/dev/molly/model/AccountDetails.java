package dev.molly.model;

import java.util.Map;

/// The details of an account of an organization that an [AccountSelector] compares.
public interface AccountDetails {
  AccountId id();

  String name();

  /// Returns the path of its organizational unit: `/` for the root, `/Workloads/Prod`.
  String unit();

  /// Returns its tags. Called only if the rest of a selector matches, since it costs a call.
  Map<String, String> tags();
}
