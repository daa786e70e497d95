package dev.molly.simulation;

import dev.molly.sim.Fault;
import dev.molly.sim.Faults;
import dev.molly.sim.SimCall;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Random faults from a seed, aimed at the calls that were made so far, whichever these are. Those
/// that strike one call of many begin when the guards have looked at every resource, because up to
/// there many threads read, and which of them is struck is chance.
final class Weather {
  /// Those that few worlds see twice, so that aiming at what was seen before would come too late.
  private static final List<String> RARE_WRITES =
      List.of(
          "ec2:TerminateInstances",
          "rds:DeleteDBCluster",
          "rds:DeleteDBInstance",
          "s3:DeleteBucket",
          "s3:DeleteBucketLifecycle",
          "s3:DeleteBucketPolicy",
          "s3:PutBucketLifecycleConfiguration",
          "s3:UntagResource");

  private static final List<String> RARE =
      List.of("cloudwatch:GetMetricData", "s3:GetBucketReplication");

  private static final int FOR_GOOD = Integer.MAX_VALUE;

  private final World world;
  private final Set<String> made = new TreeSet<>(RARE);
  private final Set<String> writes = new TreeSet<>(RARE_WRITES);
  private final Set<String> exposed = new TreeSet<>();
  private int seen;
  private boolean bad;
  private boolean spoils;

  /// @param exposed the operations that were called in bad weather
  /// @param struck those that a fault struck
  record Faced(Set<String> exposed, Set<String> struck) {
    /// The operations that bad weather never struck, in any of several simulations.
    static Set<String> spared(Stream<Faced> all) {
      var spared = new TreeSet<String>();
      var struck = new TreeSet<String>();
      all.forEach(
          one -> {
            spared.addAll(one.exposed());
            struck.addAll(one.struck());
          });
      spared.removeAll(struck);
      return spared;
    }
  }

  Weather(World world) {
    this.world = world;
  }

  void fair() {
    look();
    bad = false;
    spoils = false;
    world.whenFreezesAreAsked(() -> {});
    world.cloud.faults().clear();
  }

  /// @param lag how long EC2 may take to show a write, in seconds
  void bad(Random random, int lag) {
    fair();
    bad = true;
    Faults faults = world.cloud.faults();
    for (int n = random.nextInt(4); n > 0 && !writes.isEmpty(); n--) {
      strike(faults, any(writes, random), random, 1 + random.nextInt(5));
    }
    // Some calls are rare, so what was never struck is aimed at whether or not it will be made.
    for (String api : unharmed(writes)) {
      if (RARE_WRITES.contains(api) || random.nextBoolean()) {
        strike(faults, api, random, 1);
      }
    }
    if (random.nextInt(8) == 0 && !made.isEmpty()) {
      spoil(faults, any(made, random), random);
    }
    for (String api : unharmed(made)) {
      if (random.nextInt(10) == 0) {
        spoil(faults, api, random);
      }
    }
    double rate = random.nextInt(3) * 0.04;
    var kinds =
        List.of(
            Fault.Kind.THROTTLE,
            Fault.Kind.TIMEOUT_BEFORE,
            Fault.Kind.TIMEOUT_AFTER,
            Fault.Kind.SERVER_ERROR,
            Fault.Kind.EMPTY_ANSWER,
            Fault.Kind.SLOW);
    Fault.Kind kind = kinds.get(random.nextInt(kinds.size()));
    Duration late = Duration.ofSeconds(random.nextInt(lag + 1));
    world.whenFreezesAreAsked(
        () -> {
          faults.atRandom(kind, rate);
          faults.attributeLag(late);
        });
  }

  /// Whether some operation fails each time it is called, so that nothing can be looked at by it.
  boolean spoils() {
    return spoils;
  }

  /// What was called so far, and struck.
  Faced faced() {
    look();
    return new Faced(Set.copyOf(exposed), world.cloud.faults().struck());
  }

  private void look() {
    List<SimCall> calls = world.cloud.calls();
    for (SimCall call : calls.subList(seen, calls.size())) {
      made.add(call.api());
      if (call.write()) {
        writes.add(call.api());
      }
      if (bad) {
        exposed.add(call.api());
      }
    }
    seen = calls.size();
  }

  private Set<String> unharmed(Set<String> apis) {
    var unharmed = new TreeSet<>(apis);
    unharmed.removeAll(world.cloud.faults().struck());
    return unharmed;
  }

  private static String any(Set<String> apis, Random random) {
    return List.copyOf(apis).get(random.nextInt(apis.size()));
  }

  /// One write.
  private static void strike(Faults faults, String api, Random random, int nth) {
    Fault fault =
        switch (random.nextInt(5)) {
          case 0 -> faults.throttle(api, 1);
          case 1 -> faults.timeoutBefore(api);
          case 2 -> faults.timeoutAfter(api);
          case 3 -> faults.serverError(api);
          default -> faults.deny(api);
        };
    fault.onCall(nth);
  }

  /// All calls of one operation.
  private void spoil(Faults faults, String api, Random random) {
    spoils = true;
    switch (random.nextInt(4)) {
      case 0 -> faults.timeoutBefore(api).times(FOR_GOOD);
      case 1 -> faults.serverError(api).times(FOR_GOOD);
      case 2 -> faults.emptyAnswer(api).times(FOR_GOOD);
      default -> faults.deny(api);
    }
  }
}
