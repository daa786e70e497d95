package dev.molly.policy;

import dev.molly.model.AccountListing;
import dev.molly.model.AccountRef;
import dev.molly.model.KindId;
import dev.molly.model.OwnerTags;
import dev.molly.model.RegionSelection;
import java.util.List;

/// The scope of a scan, and the policies to evaluate.
///
/// @param organization the organization whose accounts are scanned
/// @param owners the tags that name the owner of a resource
/// @param readsOwners whether the owners are worth a call for each resource whose listing has no
///     tags
public record ScanRequest(
    List<AccountRef> accounts,
    RegionSelection regions,
    List<KindId> kinds,
    PolicySet policies,
    AccountListing organization,
    OwnerTags owners,
    boolean readsOwners) {
  public ScanRequest {
    accounts = List.copyOf(accounts);
    kinds = List.copyOf(kinds);
  }

  /// Creates a request for some accounts.
  public ScanRequest(
      List<AccountRef> accounts, RegionSelection regions, List<KindId> kinds, PolicySet policies) {
    this(accounts, regions, kinds, policies, AccountListing.NONE, OwnerTags.DEFAULT, false);
  }

  /// Returns the same request for the accounts of an organization.
  public ScanRequest in(AccountListing listing) {
    return new ScanRequest(
        List.copyOf(listing.accounts()), regions, kinds, policies, listing, owners, readsOwners);
  }

  /// Returns the same request with other tags that name the owner.
  ///
  /// @param read whether to read the owners where that costs calls
  public ScanRequest owners(OwnerTags tags, boolean read) {
    return new ScanRequest(accounts, regions, kinds, policies, organization, tags, read);
  }
}
