package dev.molly.model;

import java.util.List;

/// The accounts of an organization.
///
/// @param accounts the accounts to scan, by id
/// @param unscanned the accounts that are not scanned
/// @param gaps the accounts of which it is not known whether the config includes them
public record AccountListing(
    List<AccountRef.Configured> accounts, List<UnscannedAccount> unscanned, List<Gap> gaps) {
  /// The listing of a scan that is not about an organization.
  public static final AccountListing NONE = new AccountListing(List.of(), List.of(), List.of());

  public AccountListing {
    accounts = List.copyOf(accounts);
    unscanned = unscanned.stream().sorted().toList();
    gaps = List.copyOf(gaps);
  }
}
