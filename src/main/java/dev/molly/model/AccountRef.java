package dev.molly.model;

import java.util.Optional;

/// An account to work in, and how to access it.
public sealed interface AccountRef {
  /// The account of the caller's own credentials.
  record Own() implements AccountRef {}

  /// An account from the config.
  ///
  /// @param name its display name, for example `prod`
  /// @param role the ARN of the role to assume in the account; empty if the caller's own
  ///     credentials are already for it
  record Configured(AccountId id, String name, Optional<String> role, Optional<String> externalId)
      implements AccountRef {}
}
