package dev.molly.model;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        .reduce(BinaryOperator.maxBy(Comparator.comparing(Floor::time)));
  }

  /// Returns the calls that were made after an earlier state of the same budget.
  public CallBudget since(CallBudget before) {
    Map<Api, ApiCalls> earlier = byApi(before.made.stream());
    return new CallBudget(
        made.stream().map(each -> each.minus(earlier.get(Api.of(each)))).toList(), limits);
  }

  /// Returns the budget with more calls.
  public CallBudget plus(Collection<ApiCalls> more) {
    return new CallBudget(
        List.copyOf(byApi(Stream.concat(made.stream(), more.stream())).values()), limits);
  }

  private static Map<Api, ApiCalls> byApi(Stream<ApiCalls> calls) {
    return calls.collect(Collectors.toMap(Api::of, each -> each, ApiCalls::plus));
  }

  private record Api(Place place, String name) {
    static Api of(ApiCalls calls) {
      return new Api(Place.of(calls), calls.api());
    }
  }
}
