package dev.molly.model;

import java.util.Optional;

/// An account to work in, and how to access it.
public sealed interface AccountRef {
  /// Returns the way into the account for commands that only read.
  AccountRef forReads();

  /// Returns the way into the account for changes.
  AccountRef forChanges();

  /// The account of the caller's own credentials.
  record Own() implements AccountRef {
    @Override
    public Own forReads() {
      return this;
    }

    @Override
    public Own forChanges() {
      return this;
    }
  }

  /// An account from the config, or of the organization.
  ///
  /// @param name its display name, for example `prod`
  /// @param role the ARN of the role to assume in the account; empty if the caller's own
  ///     credentials are already for it
  /// @param writeRole the role to assume for changes, in the form of `role`; empty for the same
  /// @param member whether it is an account of the organization: the role is its name alone, in
  ///     the partition of the caller, and is not assumed in the caller's own account
  record Configured(
      AccountId id,
      String name,
      Optional<String> role,
      Optional<String> externalId,
      Optional<String> writeRole,
      boolean member)
      implements AccountRef {
    /// Returns the way into an account of the organization for a caller in this partition.
    public Configured inPartition(String partition) {
      Optional<String> arn = role.map(word -> "arn:" + partition + ":iam::" + id + ":role/" + word);
      return new Configured(id, name, arn, externalId, writeRole, false);
    }

    @Override
    public Configured forReads() {
      return new Configured(id, name, role, externalId, Optional.empty(), member);
    }

    @Override
    public Configured forChanges() {
      Optional<String> writing = writeRole.or(() -> role);
      return new Configured(id, name, writing, externalId, Optional.empty(), member);
    }
  }
}
