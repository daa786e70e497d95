package dev.molly.sim;

import dev.molly.sim.core.Faults;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.core.SimClock;
import dev.molly.sim.core.SimIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// AWS in memory: several accounts under one virtual clock, with one list of faults. The same start
/// and seed, and the same calls in the same order, give the same cloud.
public final class SimCloud {

  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

  private final SimClock clock;
  private final SimIds ids;
  private final Faults faults;
  private final TreeMap<String, SimAccount> accounts = new TreeMap<>();
  private final List<SimCall> calls = new ArrayList<>();
  private boolean aside;
  private boolean bucketRegionsOut;
  private final Set<String> withoutPublicPolicies = new TreeSet<>();
  private volatile Runnable beforeEachCall = () -> {};
  private volatile boolean othersWait;
  private final AtomicBoolean othersAct = new AtomicBoolean();

  /// An empty cloud.
  public SimCloud(Instant start, long seed) {
    this(start, new SimIds(seed), new Faults(seed));
  }

  /// A cloud as it was saved.
  SimCloud(Instant now, SimIds ids, Faults faults) {
    this.clock = new SimClock(now, () -> accounts.values().stream().flatMap(SimAccount::due));
    this.ids = ids;
    this.faults = faults;
  }

  /// The one clock, which stands still until it is advanced.
  public SimClock clock() {
    return clock;
  }

  /// What is to go wrong.
  public Faults faults() {
    return faults;
  }

  /// The account with this id of 12 digits, which comes into being when it is first asked for.
  public SimAccount account(String id) {
    if (!ACCOUNT.matcher(id).matches()) {
      throw new IllegalArgumentException("an account id has 12 digits: " + id);
    }
    synchronized (clock) {
      return accounts.computeIfAbsent(id, fresh -> new SimAccount(this, fresh));
    }
  }

  /// The accounts asked for so far, in order.
  public Set<String> accountIds() {
    synchronized (clock) {
      return Collections.unmodifiableSet(new TreeSet<>(accounts.keySet()));
    }
  }

  /// Every call so far, in order. It is the memory of this object only, and no part of the state.
  public List<SimCall> calls() {
    synchronized (clock) {
      return List.copyOf(calls);
    }
  }

  /// Does or sees something from outside the story: no fault strikes it, and no call is recorded.
  public <T> T aside(Supplier<T> what) {
    synchronized (clock) {
      boolean before = aside;
      aside = true;
      try {
        return what.get();
      } finally {
        aside = before;
      }
    }
  }

  /// From now on, ListBuckets gives every bucket whatever region was asked for, and tells no
  /// region, as stand-ins for S3 do.
  public void leaveBucketRegionsOut() {
    bucketRegionsOut = true;
  }

  public boolean leavesBucketRegionsOut() {
    return bucketRegionsOut;
  }

  /// From now on, S3 takes no public policy for any bucket of this account.
  public void blockPublicPolicies(String accountId) {
    withoutPublicPolicies.add(accountId);
  }

  public boolean blocksPublicPolicies(String accountId) {
    return withoutPublicPolicies.contains(accountId);
  }

  /// What others do while a call is on its way, between the look that decided it and AWS. Their own
  /// calls run nothing.
  public void beforeEachCall(Runnable what) {
    beforeEachCall = what;
    othersWait = true;
  }

  /// Lets others do what they do meanwhile.
  ///
  /// @return how long it took
  public Duration othersAct() {
    if (!othersWait || isAside() || !othersAct.compareAndSet(false, true)) {
      return Duration.ZERO;
    }
    Instant from = clock.instant();
    try {
      beforeEachCall.run();
    } finally {
      othersAct.set(false);
    }
    return Duration.between(from, clock.instant());
  }

  public boolean isAside() {
    synchronized (clock) {
      return aside;
    }
  }

  /// A bucket's name is taken once for all accounts.
  public Optional<SimAccount> ownerOf(String bucket) {
    return accounts.values().stream()
        .filter(account -> account.buckets.containsKey(bucket))
        .findFirst();
  }

  public SimIds ids() {
    return ids;
  }

  public void record(SimCall call) {
    calls.add(call);
  }
}
