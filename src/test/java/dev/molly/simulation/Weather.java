package dev.molly.simulation;

import dev.molly.sim.Fault;
import dev.molly.sim.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/// Random faults from a seed. They begin when the guards have looked at every resource, because up
/// to there many threads read, and which of them a fault strikes is chance.
final class Weather {
  private static final List<String> WRITES =
      List.of(
          "ec2:ModifyInstanceAttribute",
          "rds:ModifyDBInstance",
          "rds:ModifyDBCluster",
          "s3:PutBucketVersioning",
          "s3:PutBucketPolicy",
          "s3:DeleteBucketPolicy");

  private static final List<String> LADDERS =
      List.of(
          "ec2:CreateTags",
          "ec2:DeleteTags",
          "ec2:ModifyInstanceAttribute",
          "ec2:StopInstances",
          "ec2:StartInstances",
          "ec2:CreateSnapshots",
          "ec2:TerminateInstances",
          "rds:AddTagsToResource",
          "rds:RemoveTagsFromResource",
          "rds:ModifyDBInstance",
          "rds:ModifyDBCluster",
          "rds:StopDBInstance",
          "rds:StopDBCluster",
          "rds:StartDBInstance",
          "rds:StartDBCluster",
          "rds:CreateDBSnapshot",
          "rds:CreateDBClusterSnapshot",
          "rds:DeleteDBInstance",
          "rds:DeleteDBCluster",
          "s3:PutBucketTagging",
          "s3:DeleteBucketTagging",
          "s3:PutBucketPolicy",
          "s3:DeleteBucketPolicy",
          "s3:DeleteBucket");

  private final World world;
  private final List<String> writes;

  Weather(World world) {
    this(world, WRITES);
  }

  private Weather(World world, List<String> writes) {
    this.world = world;
    this.writes = writes;
  }

  /// The weather of those who climb ladders.
  static Weather onLadders(World world) {
    return new Weather(world, LADDERS);
  }

  void fair() {
    world.whenFreezesAreAsked(() -> {});
    world.cloud.faults().clear();
  }

  /// @param lag how long EC2 may take to show a write, in seconds
  void bad(Random random, int lag) {
    fair();
    Faults faults = world.cloud.faults();
    for (int n = random.nextInt(4); n > 0; n--) {
      strike(faults, writes.get(random.nextInt(writes.size())), random);
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
          faults.attributeLag(late);
        });
  }

  private static void strike(Faults faults, String api, Random random) {
    Fault fault =
        switch (random.nextInt(5)) {
          case 0 -> faults.throttle(api, 1);
          case 1 -> faults.timeoutBefore(api);
          case 2 -> faults.timeoutAfter(api);
          case 3 -> faults.serverError(api);
          default -> faults.deny(api);
        };
    fault.onCall(1 + random.nextInt(5));
  }
}
