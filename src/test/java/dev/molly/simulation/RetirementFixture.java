package dev.molly.simulation;

import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// One resource to take up and down its staged deletion.
///
/// @param name for people
/// @param put puts it into a world, and says its uid
/// @param options what is chosen when it is retired
record RetirementFixture(String name, Function<World, String> put, Set<String> options) {
  /// Written as people write: a restore gives it back to the byte.
  private static final String POLICY =
      """
      {"Version": "2012-10-17", "Statement": [ {"Sid":"Tls","Effect":"Deny","Principal":"*",
      "Action":"s3:GetObject","Resource":"arn:aws:s3:::acme-archive/*"} ] }\
      """;

  private static final Duration OLD = Duration.ofDays(400);

  /// Each kind, in each of the states that its staged deletion cares about.
  static List<RetirementFixture> all() {
    return Stream.of(instances(), databases(), clusters(), buckets())
        .flatMap(List::stream)
        .toList();
  }

  private static List<RetirementFixture> databases() {
    return List.of(
        new RetirementFixture(
            "a database without protection",
            world ->
                world
                    .account
                    .createDb(
                        World.REGION, "orders", db -> db.tagged("owner", "ada").backupRetention(7))
                    .resourceId(),
            Set.of()),
        new RetirementFixture(
            "a stopped database that is protected",
            world ->
                world
                    .account
                    .createDb(World.REGION, "ledger", db -> db.protectedFromDeletion().stopped())
                    .resourceId(),
            Set.of()));
  }

  private static List<RetirementFixture> clusters() {
    return List.of(
        new RetirementFixture(
            "an Aurora cluster with two members",
            world -> {
              var cluster = world.account.createCluster(World.REGION, "main", one -> {});
              world.account.createDb(World.REGION, "main-1", db -> db.memberOf(cluster));
              world.account.createDb(World.REGION, "main-2", db -> db.memberOf(cluster));
              return cluster.resourceId();
            },
            Set.of()));
  }

  private static List<RetirementFixture> buckets() {
    return List.of(
        new RetirementFixture(
            "an empty bucket that was never versioned",
            world ->
                world
                    .account
                    .createBucket(World.REGION, "acme-invoices", one -> one.tagged("owner", "ada"))
                    .name(),
            Set.of()),
        new RetirementFixture(
            "a versioned bucket with objects and a policy",
            world ->
                world
                    .account
                    .createBucket(
                        World.REGION,
                        "acme-archive",
                        one -> one.versioned().holding(100, 1000).policy(POLICY))
                    .name(),
            Set.of("empty")));
  }

  private static List<RetirementFixture> instances() {
    return List.of(
        new RetirementFixture(
            "a running instance without protection",
            world ->
                world
                    .account
                    .launch(
                        World.REGION,
                        one ->
                            one.named("web-01")
                                .tagged("owner", "ada")
                                .launchedAgo(OLD)
                                .withDataVolume(10, true))
                    .id(),
            Set.of()),
        new RetirementFixture(
            "a running instance that is protected from stop and termination",
            world ->
                world
                    .account
                    .launch(
                        World.REGION,
                        one ->
                            one.named("web-02")
                                .launchedAgo(OLD)
                                .protectedFromStop()
                                .protectedFromTermination())
                    .id(),
            Set.of()),
        new RetirementFixture(
            "a stopped instance without a name",
            world ->
                world
                    .account
                    .launch(World.REGION, one -> one.launchedAgo(OLD).stopped().protectedFromStop())
                    .id(),
            Set.of()));
  }

  @Override
  public String toString() {
    return name;
  }
}
