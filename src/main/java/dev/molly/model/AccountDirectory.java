package dev.molly.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The names of the accounts of a report, and the accounts that it does not cover.
///
/// @param names the names by account, of those that have one
/// @param unscanned the accounts of the organization that were not scanned
public record AccountDirectory(Map<AccountId, String> names, List<UnscannedAccount> unscanned) {
  /// The directory of a report on accounts without names.
  public static final AccountDirectory EMPTY = new AccountDirectory(Map.of(), List.of());

  public AccountDirectory {
    names = Collections.unmodifiableMap(new TreeMap<>(names));
    unscanned = unscanned.stream().sorted().toList();
  }

  /// Returns the directory of some accounts.
  public static AccountDirectory of(List<AccountRef> accounts, List<UnscannedAccount> unscanned) {
    var names = new TreeMap<AccountId, String>();
    for (AccountRef each : accounts) {
      if (each instanceof AccountRef.Configured account
          && !account.name().equals(account.id().value())) {
        names.put(account.id(), account.name());
      }
    }
    return new AccountDirectory(names, unscanned);
  }

  /// Returns the name of an account; empty if it has none.
  public Optional<String> name(AccountId id) {
    return Optional.ofNullable(names.get(id));
  }

  /// Returns the account for readers: `111122223333 (prod)`.
  public String label(AccountId id) {
    return id + name(id).map(name -> " (" + name + ")").orElse("");
  }
}
