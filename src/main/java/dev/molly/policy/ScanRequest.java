package dev.molly.policy;

import dev.molly.model.AccountId;
import dev.molly.model.AccountListing;
import dev.molly.model.AccountRef;
import dev.molly.model.AccountWeights;
import dev.molly.model.KindId;
import dev.molly.model.OwnerTags;
import dev.molly.model.RegionSelection;
import dev.molly.model.Shard;
import dev.molly.model.ShardNumber;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// The scope of a scan, and the policies to evaluate.
///
/// @param organization the organization whose accounts are scanned
/// @param owners the tags that name the owner of a resource
/// @param narrowed the options by which the policies leave resources or rules out
/// @param shard the part of the accounts that is scanned; empty for all
/// @param readsOwners whether the owners are worth a call for each resource whose listing has no
///     tags
public record ScanRequest(
    List<AccountRef> accounts,
    RegionSelection regions,
    List<KindId> kinds,
    PolicySet policies,
    AccountListing organization,
    OwnerTags owners,
    boolean readsOwners,
    Optional<Shard> shard,
    List<String> narrowed) {
  public ScanRequest {
    accounts = List.copyOf(accounts);
    kinds = List.copyOf(kinds);
    narrowed = List.copyOf(narrowed);
  }

  /// Creates a request for some accounts.
  public ScanRequest(
      List<AccountRef> accounts, RegionSelection regions, List<KindId> kinds, PolicySet policies) {
    this(
        accounts,
        regions,
        kinds,
        policies,
        AccountListing.NONE,
        OwnerTags.DEFAULT,
        false,
        Optional.empty(),
        List.of());
  }

  /// Returns the same request for the accounts of an organization.
  public ScanRequest in(AccountListing listing) {
    return new ScanRequest(
        List.copyOf(listing.accounts()),
        regions,
        kinds,
        policies,
        listing,
        owners,
        readsOwners,
        Optional.empty(),
        narrowed);
  }

  /// Returns the same request with other tags that name the owner.
  ///
  /// @param read whether to read the owners where that costs calls
  public ScanRequest owners(OwnerTags tags, boolean read) {
    return new ScanRequest(
        accounts, regions, kinds, policies, organization, tags, read, shard, narrowed);
  }

  /// Returns the request for one part of the accounts, divided by their ids.
  ///
  /// @throws IllegalArgumentException if the id of an account is not known yet
  public ScanRequest part(ShardNumber number) {
    return part(all -> Shard.of(number, all, regions));
  }

  /// Returns the request for one part of the accounts of a list, divided by their weights.
  ///
  /// @param list the accounts of this request
  public ScanRequest part(ShardNumber number, AccountWeights list) {
    return part(_ -> Shard.of(number, list, regions));
  }

  private ScanRequest part(Function<Set<AccountId>, Shard> divide) {
    var all = new TreeMap<AccountId, AccountRef>();
    for (AccountRef each : accounts) {
      if (!(each instanceof AccountRef.Configured account)) {
        throw new IllegalArgumentException("the id of the caller's own account is not known yet");
      }
      all.put(account.id(), account);
    }
    Shard part = divide.apply(Set.copyOf(all.keySet()));
    all.keySet().retainAll(part.accounts());
    return new ScanRequest(
        List.copyOf(all.values()),
        regions,
        kinds,
        policies,
        organization,
        owners,
        readsOwners,
        Optional.of(part),
        narrowed);
  }

  /// Returns the same request with the words for what its policies leave out.
  ///
  /// @param options the options: `--tag env=prod`
  public ScanRequest narrowed(List<String> options) {
    return new ScanRequest(
        accounts, regions, kinds, policies, organization, owners, readsOwners, shard, options);
  }
}
