package dev.molly.config;

import dev.molly.guard.BlastLimit;
import dev.molly.guard.FreezeWindow;
import dev.molly.guard.RetentionWindow;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.OrganizationScope;
import dev.molly.model.OwnerTags;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RecordKey;
import dev.molly.model.RegionSelection;
import dev.molly.model.S3Address;
import dev.molly.model.Severity;
import dev.molly.plan.RolloutWaves;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The contents of `molly.yaml`. All of it is optional: empty values are set by the command line
/// or by molly's defaults.
///
/// @param accounts the accounts; empty for the caller's own account
/// @param organization the accounts of the organization to scan; empty if it is not scanned
/// @param environments the accounts by environment, for example `production`
/// @param policies the policies; empty for the baseline
/// @param failOn the lowest severity that sets the exit code
/// @param limits the rate limits for calls to AWS
/// @param blastLimit the maximum number of resources that one run may touch
/// @param freezes the periods in which no changes are made
/// @param waves the rollout of a run with many changes
/// @param confirmWithin the validity of a printed confirmation phrase
/// @param window the period in which a retired resource can be restored
/// @param unattendedPurge the number of resources that a purge may delete without confirmation;
///     empty if none
/// @param channels the channels by which owners are notified; empty for no notices
/// @param recordKey the key that signs retirement records; empty if they are not signed
/// @param owners the tags that name the owner of a resource
/// @param scanStore where scans keep the history, the estimates and the cache; empty for the state
///     folder
/// @param bucketOwner the account that owns the buckets of the scan store and of reports; empty for
///     the caller's own
public record Config(
    List<AccountRef.Configured> accounts,
    Optional<OrganizationScope> organization,
    Map<String, List<AccountRef.Configured>> environments,
    Optional<RegionSelection> regions,
    List<PolicySource> policies,
    Optional<Severity> failOn,
    RateLimitConfig limits,
    BlastLimit blastLimit,
    List<FreezeWindow> freezes,
    RolloutWaves waves,
    Duration confirmWithin,
    RetentionWindow window,
    Optional<Integer> unattendedPurge,
    List<NoticeRoute> channels,
    Optional<RecordKey> recordKey,
    OwnerTags owners,
    Optional<S3Address> scanStore,
    Optional<AccountId> bucketOwner) {
  private static final Config EMPTY =
      new Config(
          List.of(),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          RateLimitConfig.DEFAULT,
          BlastLimit.DEFAULT,
          List.of(),
          RolloutWaves.DEFAULT,
          Duration.ofHours(1),
          RetentionWindow.DEFAULT,
          Optional.empty(),
          List.of(),
          Optional.empty(),
          OwnerTags.DEFAULT,
          Optional.empty(),
          Optional.empty());

  public Config {
    accounts = List.copyOf(accounts);
    var copy = new LinkedHashMap<String, List<AccountRef.Configured>>();
    environments.forEach((name, members) -> copy.put(name, List.copyOf(members)));
    environments = Map.copyOf(copy);
    policies = List.copyOf(policies);
    freezes = List.copyOf(freezes);
    channels = List.copyOf(channels);
  }

  /// Returns the config that applies without a `molly.yaml`.
  public static Config empty() {
    return EMPTY;
  }

  /// Returns the config with these accounts of the organization among its accounts. An account
  /// that is there already is entered as it says.
  public Config withMembers(Collection<AccountId> ids) {
    List<AccountRef.Configured> members =
        organization.stream()
            .flatMap(
                scope ->
                    ids.stream()
                        .distinct()
                        .filter(id -> account(id.value()).isEmpty())
                        .map(id -> scope.member(id, id.value())))
            .toList();
    return new Config(
        Stream.concat(accounts.stream(), members.stream()).toList(),
        organization,
        environments,
        regions,
        policies,
        failOn,
        limits,
        blastLimit,
        freezes,
        waves,
        confirmWithin,
        window,
        unattendedPurge,
        channels,
        recordKey,
        owners,
        scanStore,
        bucketOwner);
  }

  /// Returns the config without accounts and regions, for a command that acts where its
  /// credentials and its environment lead.
  public Config withoutPlaces() {
    return new Config(
        List.of(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        policies,
        failOn,
        limits,
        blastLimit,
        freezes,
        waves,
        confirmWithin,
        window,
        unattendedPurge,
        channels,
        recordKey,
        owners,
        scanStore,
        bucketOwner);
  }

  /// Returns the account with this name or id.
  public Optional<AccountRef.Configured> account(String nameOrId) {
    return accounts.stream()
        .filter(a -> a.name().equals(nameOrId) || a.id().value().equals(nameOrId))
        .findFirst();
  }
}
