package dev.molly.model;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The AWS calls that a run made, or will make, and the time that the quotas alone require for
/// them.
///
/// @param made by account, region and API; each once, and none without a call
/// @param limits the quotas, and the share of them that may be used
public record CallBudget(List<ApiCalls> made, RateLimitConfig limits) {
  /// No calls.
  public static final CallBudget NONE = new CallBudget(List.of(), RateLimitConfig.DEFAULT);

  public CallBudget {
    made = made.stream().filter(each -> each.calls() + each.throttled() > 0).sorted().toList();
  }

  /// One account and region, or all regions of a service.
  ///
  /// @param account the account; empty for the caller's own, when its id was never asked for
  public record Place(Optional<AccountId> account, RegionId region) {
    private static Place of(ApiCalls calls) {
      return new Place(calls.account(), calls.region());
    }
  }

  /// The API whose quota takes the longest.
  ///
  /// @param time the shortest time in which the quota admits the calls
  public record Floor(Duration time, ApiCalls of) {}

  /// Returns the number of calls.
  public long calls() {
    return made.stream().mapToLong(ApiCalls::calls).sum();
  }

  /// Returns the number of attempts that AWS refused because there were too many.
  public long throttled() {
    return made.stream().mapToLong(ApiCalls::throttled).sum();
  }

  /// Returns the number of calls of each service.
  public SortedMap<String, Long> services() {
    return services(made.stream());
  }

  /// Returns the number of calls of each service, by account and region, in their order.
  public Map<Place, SortedMap<String, Long>> places() {
    var places = new LinkedHashMap<Place, SortedMap<String, Long>>();
    for (ApiCalls each : made) {
      places
          .computeIfAbsent(Place.of(each), place -> new TreeMap<>())
          .merge(each.service(), each.calls(), Long::sum);
    }
    return places;
  }

  private static SortedMap<String, Long> services(Stream<ApiCalls> calls) {
    var services = new TreeMap<String, Long>();
    calls.forEach(each -> services.merge(each.service(), each.calls(), Long::sum));
    return services;
  }

  /// Returns the quota that takes the longest, at the share that may be used of it. Quotas are
  /// per account, region and API, so the calls of all others fit in the same time. A quota begins
  /// with its burst. Empty if no quota delays these calls, as far as quotas are published.
  public Optional<Floor> floor() {
    return made.stream()
        .flatMap(
            each ->
                limits.quota(each.api()).map(quota -> quota.time(each.calls())).stream()
                    .filter(Duration::isPositive)
                    .map(time -> new Floor(time, each)))
        .reduce((a, b) -> b.time().compareTo(a.time()) > 0 ? b : a);
  }

  /// Returns the calls that were made after an earlier state of the same budget.
  public CallBudget since(CallBudget before) {
    var earlier = new HashMap<Place, Map<String, ApiCalls>>();
    before.made.forEach(
        each ->
            earlier
                .computeIfAbsent(Place.of(each), place -> new HashMap<>())
                .put(each.api(), each));
    return new CallBudget(
        made.stream()
            .map(
                each -> minus(each, earlier.getOrDefault(Place.of(each), Map.of()).get(each.api())))
            .toList(),
        limits);
  }

  /// Returns the budget with more calls.
  public CallBudget plus(Collection<ApiCalls> more) {
    var all = new HashMap<Place, Map<String, ApiCalls>>();
    Stream.concat(made.stream(), more.stream())
        .forEach(
            each ->
                all.computeIfAbsent(Place.of(each), place -> new HashMap<>())
                    .merge(each.api(), each, ApiCalls::plus));
    return new CallBudget(
        all.values().stream().flatMap(place -> place.values().stream()).toList(), limits);
  }

  private static ApiCalls minus(ApiCalls now, @Nullable ApiCalls before) {
    return before == null
        ? now
        : new ApiCalls(
            now.account(),
            now.region(),
            now.api(),
            now.calls() - before.calls(),
            now.throttled() - before.throttled());
  }
}
