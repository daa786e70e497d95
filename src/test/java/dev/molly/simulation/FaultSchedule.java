package dev.molly.simulation;

import dev.molly.sim.core.Fault;
import dev.molly.sim.core.Faults;
import dev.molly.sim.core.SimCall;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Random faults from a seed, aimed at the calls that were made so far, whichever these are. Those
/// that strike one call of many begin when the guards have looked at every resource, because up to
/// there many threads read, and which of them is struck is chance.
final class FaultSchedule {
  /// Their answers leave out what is usual; one that says nothing at all shows on the wire only.
  private static final Set<String> MAY_SAY_NOTHING =
      Set.of("s3:GetBucketLocation", "s3:GetBucketRequestPayment", "s3:GetBucketVersioning");

  /// Those that few runs in bad weather get to.
  private static final List<String> RARE =
      List.of(
          "ec2:TerminateInstances",
          "rds:DeleteDBCluster",
          "rds:DeleteDBInstance",
          "s3:DeleteBucket",
          "s3:DeleteBucketLifecycle",
          "s3:DeleteBucketPolicy",
          "s3:PutBucketLifecycleConfiguration");

  private static final List<String> RARE_READS =
      List.of(
          "cloudwatch:GetMetricData",
          "s3:GetAccountPublicAccessBlock",
          "s3:GetBucketPolicyStatus",
          "s3:GetPublicAccessBlock");

  /// How often a call is struck that never was before.
  private static final double AT_FIRST = 0.3;

  private static final int FOR_GOOD = Integer.MAX_VALUE;

  private final World world;
  private final Set<String> made = new TreeSet<>();
  private final Set<String> writes = new TreeSet<>(RARE);
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

  FaultSchedule(World world) {
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
      strike(faults, any(writes, random), random);
    }
    RARE.stream().filter(unharmed(writes)::contains).forEach(api -> strike(faults, api, random));
    RARE_READS.stream()
        .filter(unharmed(made)::contains)
        .filter(api -> random.nextBoolean())
        .forEach(api -> spoil(faults, api, random));
    if (random.nextInt(4) == 0 && !made.isEmpty()) {
      Set<String> spared = unharmed(made);
      spoil(faults, any(spared.isEmpty() || random.nextBoolean() ? made : spared, random), random);
    }
    double rate = random.nextInt(3) * 0.04;
    var kinds =
        List.of(
            Fault.Kind.THROTTLE,
            Fault.Kind.TIMEOUT_BEFORE,
            Fault.Kind.TIMEOUT_AFTER,
            Fault.Kind.SERVER_ERROR,
            Fault.Kind.SLOW);
    Fault.Kind kind = kinds.get(random.nextInt(kinds.size()));
    Duration late = Duration.ofSeconds(random.nextInt(lag + 1));
    world.whenFreezesAreAsked(
        () -> {
          faults.atRandom(kind, rate);
          faults.atFirst(AT_FIRST);
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
  private static void strike(Faults faults, String api, Random random) {
    Fault fault =
        switch (random.nextInt(5)) {
          case 0 -> faults.throttle(api, 1);
          case 1 -> faults.timeoutBefore(api);
          case 2 -> faults.timeoutAfter(api);
          case 3 -> faults.serverError(api);
          default -> faults.deny(api);
        };
    fault.onCall(RARE.contains(api) ? 1 : 1 + random.nextInt(5));
  }

  /// All calls of one operation.
  private void spoil(Faults faults, String api, Random random) {
    spoils = true;
    switch (random.nextInt(4)) {
      case 0 -> faults.timeoutBefore(api).times(FOR_GOOD);
      case 1 -> faults.serverError(api).times(FOR_GOOD);
      case 2 -> {
        if (!MAY_SAY_NOTHING.contains(api)) {
          faults.emptyAnswer(api).times(FOR_GOOD);
        }
      }
      default -> faults.deny(api);
    }
  }
}
