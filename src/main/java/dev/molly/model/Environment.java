package dev.molly.model;

import java.util.Optional;
import java.util.Set;

/// The environment of the config that a command names.
///
/// @param accounts its accounts; empty if no environment was named, which permits every account
public record Environment(Optional<Set<AccountId>> accounts) {
  /// No environment was named.
  public static final Environment ANY = new Environment(Optional.empty());

  public Environment {
    accounts = accounts.map(Set::copyOf);
  }

  /// Returns the environment of some accounts.
  public static Environment of(Set<AccountId> accounts) {
    return new Environment(Optional.of(accounts));
  }

  /// Returns whether an account belongs to the environment, or none was named.
  public boolean permits(AccountId account) {
    return accounts.map(some -> some.contains(account)).orElse(true);
  }
}
