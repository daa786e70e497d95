package dev.molly.sim;

import dev.molly.sim.core.AppendOnlyList;
import dev.molly.sim.core.CallContext;
import dev.molly.sim.core.Faults;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.core.SimClock;
import dev.molly.sim.core.SimIds;
import dev.molly.sim.core.SimState;
import dev.molly.sim.s3.S3State;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// AWS in memory: several accounts under one virtual clock, with one list of faults. The same
/// start time, seed and sequence of calls produce the same cloud.
public final class SimCloud implements CallContext {

  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

  private final SimClock clock;
  private final SimIds ids;
  private final Faults faults;
  private final TreeMap<String, SimAccount> accounts = new TreeMap<>();
  private final AppendOnlyList<SimCall> calls = new AppendOnlyList<>();
  private boolean aside;
  private volatile Runnable beforeEachCall = () -> {};
  private volatile boolean othersWait;

  /// Whether a thread, or the thread that started it, is one of the other users'.
  private final InheritableThreadLocal<Boolean> isAnother = new InheritableThreadLocal<>();

  private final ReentrantLock othersTurn = new ReentrantLock();

  /// Creates an empty cloud.
  public SimCloud(Instant start, long seed) {
    this(start, new SimIds(seed), new Faults(seed));
  }

  /// Creates a cloud from its saved state.
  SimCloud(Instant now, SimIds ids, Faults faults) {
    this.clock = new SimClock(now, () -> accounts.values().stream().flatMap(SimAccount::due));
    this.ids = ids;
    this.faults = faults;
    faults.known(SimServices::have);
  }

  /// Returns the only clock, which stands still until it is advanced.
  @Override
  public SimClock clock() {
    return clock;
  }

  /// Returns the faults to inject.
  @Override
  public Faults faults() {
    return faults;
  }

  /// Returns the account with this 12-digit id, and creates it on first use.
  public SimAccount account(String id) {
    if (!ACCOUNT.matcher(id).matches()) {
      throw new IllegalArgumentException("an account id has 12 digits: " + id);
    }
    synchronized (clock) {
      return accounts.computeIfAbsent(id, fresh -> new SimAccount(this, fresh));
    }
  }

  /// Returns the ids of the accounts used so far, in order.
  public Set<String> accountIds() {
    synchronized (clock) {
      return Collections.unmodifiableSet(new TreeSet<>(accounts.keySet()));
    }
  }

  /// Returns all calls so far, in order. They are kept in memory only and are not part of the
  /// state.
  public List<SimCall> calls() {
    synchronized (clock) {
      return calls.soFar();
    }
  }

  /// Changes or reads the cloud from outside the simulation: no fault applies, and no call is
  /// recorded.
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

  /// Makes ListBuckets from now on return all buckets for any requested region, without their
  /// regions, as stand-ins for S3 do. It applies to the accounts used so far.
  public void leaveBucketRegionsOut() {
    states(S3State.class).forEach(state -> state.leavesBucketRegionsOut = true);
  }

  /// Makes S3 from now on refuse public policies for all buckets of this account.
  public void blockPublicPolicies(String accountId) {
    account(accountId).global.state(S3State.class).blocksPublicPolicies = true;
  }

  /// Sets the changes that other users make while a call is in flight, between the read that
  /// decided the call and AWS. Their own calls do not trigger it. They change the cloud before
  /// every call, one call after the other, also when calls are made in parallel.
  public void beforeEachCall(Runnable what) {
    beforeEachCall = what;
    othersWait = true;
  }

  @Override
  public Duration othersAct() {
    if (!othersWait || isAside() || isAnother.get() != null) {
      return Duration.ZERO;
    }
    othersTurn.lock();
    isAnother.set(true);
    Instant from = clock.instant();
    try {
      beforeEachCall.run();
    } finally {
      isAnother.remove();
      othersTurn.unlock();
    }
    return Duration.between(from, clock.instant());
  }

  @Override
  public boolean isAside() {
    synchronized (clock) {
      return aside;
    }
  }

  @Override
  public <S extends SimState> Stream<S> states(Class<S> type) {
    return accounts.values().stream().map(account -> account.global.state(type));
  }

  @Override
  public SimIds ids() {
    return ids;
  }

  @Override
  public void record(SimCall call) {
    calls.add(call);
  }
}
