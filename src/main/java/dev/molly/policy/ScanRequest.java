package dev.molly.policy;

import dev.molly.model.AccountListing;
import dev.molly.model.AccountRef;
import dev.molly.model.KindId;
import dev.molly.model.RegionSelection;
import java.util.List;

/// The scope of a scan, and the policies to evaluate.
///
/// @param organization the organization whose accounts are scanned
public record ScanRequest(
    List<AccountRef> accounts,
    RegionSelection regions,
    List<KindId> kinds,
    PolicySet policies,
    AccountListing organization) {
  public ScanRequest {
    accounts = List.copyOf(accounts);
    kinds = List.copyOf(kinds);
  }

  /// Creates a request for some accounts.
  public ScanRequest(
      List<AccountRef> accounts, RegionSelection regions, List<KindId> kinds, PolicySet policies) {
    this(accounts, regions, kinds, policies, AccountListing.NONE);
  }

  /// Returns the same request for the accounts of an organization.
  public ScanRequest in(AccountListing listing) {
    return new ScanRequest(List.copyOf(listing.accounts()), regions, kinds, policies, listing);
  }
}
