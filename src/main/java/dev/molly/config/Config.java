package dev.molly.config;

import dev.molly.guard.BlastLimit;
import dev.molly.guard.FreezeWindow;
import dev.molly.guard.RetentionWindow;
import dev.molly.model.AccountRef;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RecordKey;
import dev.molly.model.RegionSelection;
import dev.molly.model.Severity;
import dev.molly.plan.RolloutWaves;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `molly.yaml` says. Nothing in it is required: what is empty is for the command line, or
/// molly's default, to say.
///
/// @param accounts empty: the caller's own account
/// @param environments accounts by the name of what they are together, for example `production`
/// @param policies empty: the baseline
/// @param failOn the mildest severity that sets the exit code
/// @param limits how fast AWS may be called
/// @param blastLimit how many resources one run may touch
/// @param freezes when nothing is changed
/// @param waves how a run of many changes goes
/// @param confirmWithin how long a printed phrase is good
/// @param window how long what is retired can be restored
/// @param unattendedPurge how many resources a purge may delete that nobody confirms; empty: none
/// @param channels by which channels owners are told; empty: they are not
/// @param recordKey what retirement records are signed with; empty: they are not
public record Config(
    List<AccountRef.Configured> accounts,
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
    List<NoticeChannel> channels,
    Optional<RecordKey> recordKey) {
  private static final Config EMPTY =
      new Config(
          List.of(),
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

  /// What holds when there is no `molly.yaml`.
  public static Config empty() {
    return EMPTY;
  }

  /// The account with this name or id.
  public Optional<AccountRef.Configured> account(String nameOrId) {
    return accounts.stream()
        .filter(a -> a.name().equals(nameOrId) || a.id().value().equals(nameOrId))
        .findFirst();
  }
}
