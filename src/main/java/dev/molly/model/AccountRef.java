package dev.molly.model;

import java.util.Optional;

/// An account to work in, and the way into it.
public sealed interface AccountRef {
  /// The account the caller's own credentials are for.
  record Own() implements AccountRef {}

  /// An account of the config.
  ///
  /// @param name what people call it, for example `prod`
  /// @param role the ARN of the role to assume there; empty when the caller's own credentials are
  ///     already for it
  record Configured(AccountId id, String name, Optional<String> role, Optional<String> externalId)
      implements AccountRef {}
}
