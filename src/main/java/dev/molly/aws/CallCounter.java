package dev.molly.aws;

import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.ApiCalls;
import dev.molly.model.RegionId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Counts the calls of all clients, by account, region and API. Thread-safe.
final class CallCounter {
  private final LongAdder all = new LongAdder();
  private final Map<Key, AtomicLong> calls = new ConcurrentHashMap<>();
  private final Map<Key, AtomicLong> throttled = new ConcurrentHashMap<>();

  /// The place of a client's calls.
  ///
  /// @param account the account; null for the caller's own, whose id is not known before STS
  ///     answers
  record Place(@Nullable AccountId account, RegionId region) {
    static Place of(AccountRegion where) {
      return new Place(where.account(), where.region());
    }

    @Override
    public String toString() {
      return account + "/" + region;
    }
  }

  private record Key(Place place, String api) {}

  /// @param api for example `ec2:DescribeInstances`
  void call(Place place, String api) {
    all.increment();
    calls.computeIfAbsent(new Key(place, api), key -> new AtomicLong()).incrementAndGet();
  }

  void throttled(Place place, String api) {
    throttled.computeIfAbsent(new Key(place, api), key -> new AtomicLong()).incrementAndGet();
  }

  /// Returns the number of all calls so far.
  long calls() {
    return all.sum();
  }

  /// Returns the calls so far.
  ///
  /// @param own the caller's own account, if its id is known by now; else null
  List<ApiCalls> made(@Nullable AccountId own) {
    var sums = new HashMap<Key, long[]>();
    calls.forEach(
        (key, count) -> sums.computeIfAbsent(known(key, own), _ -> new long[2])[0] += count.get());
    throttled.forEach(
        (key, count) -> sums.computeIfAbsent(known(key, own), _ -> new long[2])[1] += count.get());
    return sums.entrySet().stream()
        .map(
            each ->
                new ApiCalls(
                    Optional.ofNullable(each.getKey().place.account),
                    each.getKey().place.region,
                    each.getKey().api,
                    each.getValue()[0],
                    each.getValue()[1]))
        .toList();
  }

  private static Key known(Key key, @Nullable AccountId own) {
    return key.place.account != null || own == null
        ? key
        : new Key(new Place(own, key.place.region), key.api);
  }
}
