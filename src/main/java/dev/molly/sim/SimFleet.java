package dev.molly.sim;

import dev.molly.sim.ec2.SimInstance;
import dev.molly.sim.rds.SimDbCluster;
import dev.molly.sim.rds.SimDbInstance;
import dev.molly.sim.s3.SimBucket;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// A realistic fleet of a platform team, with every case that is relevant to a guard: protected
/// and not, stoppable and not, owned and orphaned.
///
/// The fleet is determined by the cloud's seed, the account and the regions. The special cases
/// are in the first region; the plain servers are spread over all regions.
public final class SimFleet {

  private static final String BUT_ADMINS =
      """
      ,"Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/platform-admin"}}\
      """;

  /// A group of servers that differ only in their number.
  private record Tier(String name, String env, String team, String owner, int count) {}

  private static final List<Tier> TIERS =
      List.of(
          new Tier("web", "production", "storefront", "maya", 6),
          new Tier("api", "production", "checkout", "jonas", 4),
          new Tier("worker", "production", "checkout", "jonas", 3),
          new Tier("web-staging", "staging", "storefront", "maya", 3),
          new Tier("api-staging", "staging", "checkout", "jonas", 2),
          new Tier("dev", "dev", "platform", "priya", 4));

  private final SimAccount account;
  private final List<String> regions;
  private final String home;

  private SimFleet(SimAccount account, List<String> regions) {
    this.account = account;
    this.regions = regions;
    this.home = regions.getFirst();
  }

  /// Fills an account with about 40 instances, 8 standalone databases, 5 clusters and 10
  /// buckets, and with a few resources of the kinds that have nothing but switches.
  ///
  /// @param regions at least one, each enabled in the account
  public static void seed(SimCloud cloud, String account, List<String> regions) {
    SimFleet fleet = new SimFleet(cloud.account(account), List.copyOf(regions));
    fleet.tiers();
    fleet.singularInstances();
    fleet.groups();
    fleet.databases();
    fleet.clusters();
    fleet.buckets();
    cloud.aside(
        () -> {
          new SimSwitchFleet(fleet.account, fleet.home).seed();
          return fleet;
        });
  }

  /// Two of three production servers are protected; a scan should find the third.
  private void tiers() {
    int spread = 0;
    for (Tier tier : TIERS) {
      for (int n = 1; n <= tier.count(); n++) {
        int number = n;
        account.launch(
            regions.get(spread++ % regions.size()),
            one -> {
              label(one, "%s-%02d".formatted(tier.name(), number), tier);
              one.inZone(number % 2 == 0 ? "b" : "a").launchedAgo(Duration.ofDays(30L * number));
              if (tier.env().equals("production") && number % 3 != 0) {
                one.protectedFromTermination();
              }
            });
      }
    }
  }

  private void singularInstances() {
    production("orders-queue-01", SimInstance::protectedFromStop);
    production("ledger-01", one -> one.protectedFromTermination().protectedFromStop());
    production(
        "search-01",
        one -> one.ofType("m5d.large").withDataVolume(500, true).withDataVolume(200, false));
    production("search-02", one -> one.protectedFromTermination().withDataVolume(500, true));
    production(
        "jenkins-agent-01",
        one -> one.publicIp("203.0.113.24").protectedFromTermination().terminatesOnShutdown());
    production("cache-01", one -> one.ofType("i3.large").onInstanceStore());
    production("eks-node-01", one -> one.managedBy("eks.amazonaws.com"));
    production("legacy-cron", one -> one.stopped().launchedAgo(Duration.ofDays(900)));
    production("bastion-old", SimInstance::terminated);
    account.launch(home, one -> one.ofType("t3.micro").launchedAgo(Duration.ofDays(400)));
  }

  /// Auto Scaling and Spot: the instances' own flags cannot protect either permanently.
  private void groups() {
    SimInstance first = production("render-asg-1", one -> one.inGroup("render-asg"));
    for (int n = 2; n <= 3; n++) {
      production(
          "render-asg-" + n, one -> one.inGroup("render-asg").inReservation(first.reservationId()));
    }
    for (int n = 1; n <= 3; n++) {
      int number = n;
      account.launch(
          home,
          one ->
              label(
                  one.spot().inZone("c"),
                  "batch-spot-" + number,
                  new Tier("batch", "staging", "data", "ines", 3)));
    }
  }

  private void databases() {
    SimDbInstance orders =
        db("orders-db", "production", one -> one.protectedFromDeletion().multiAz());
    db("orders-db-replica", "production", one -> one.replicaOf(orders).backupRetention(0));
    db("billing-db", "production", one -> one.engine("mysql").backupRetention(1));
    db("users-db", "production", one -> one.protectedFromDeletion().backupRetention(0));
    db("reports-db", "staging", one -> one.backupRetention(1));
    db("cms-db", "staging", one -> one.engine("mysql").withPendingClass("db.m7g.xlarge"));
    db("scratch-db", "dev", one -> one.backupRetention(0).stopped());
    db("wiki-db", "production", one -> one.engine("sqlserver-se").multiAz());
  }

  private void clusters() {
    SimDbCluster catalog =
        cluster("catalog", "aurora-postgresql", SimDbCluster::protectedFromDeletion);
    db("catalog-1", "production", one -> one.memberOf(catalog));
    db("catalog-2", "production", one -> one.memberOf(catalog));
    SimDbCluster sessions = cluster("sessions", "aurora-mysql", one -> one.backupRetention(1));
    db("sessions-1", "production", one -> one.memberOf(sessions));
    SimDbCluster payments = cluster("payments", "mysql", one -> {});
    for (int n = 1; n <= 3; n++) {
      db("payments-instance-" + n, "production", one -> one.memberOf(payments));
    }
    SimDbCluster profiles = cluster("profiles-docdb", "docdb", one -> {});
    db("profiles-docdb-1", "production", one -> one.memberOf(profiles));
    SimDbCluster graph = cluster("social-neptune", "neptune", one -> {});
    db("social-neptune-1", "production", one -> one.memberOf(graph));
  }

  private void buckets() {
    bucket(
        "acme-prod-invoices", "production", one -> one.versioned().holding(48_210, 9_100_000_000L));
    bucket("acme-prod-uploads", "production", one -> one.holding(1_204_991, 740_000_000_000L));
    bucket(
        "acme-prod-exports",
        "production",
        one -> one.versioningSuspended().holding(310, 52_000_000));
    bucket(
        "acme-prod-audit",
        "production",
        one -> one.objectLock("COMPLIANCE", 365).holding(88_000, 4_000_000_000L));
    bucket(
        "acme-prod-backups",
        "production",
        one ->
            one.versioned().policy(denyingDelete(one.name(), "")).holding(920, 3_000_000_000_000L));
    bucket(
        "acme-prod-models",
        "production",
        one ->
            one.versioned()
                .policy(denyingDelete(one.name(), BUT_ADMINS))
                .holding(64, 21_000_000_000L));
    bucket("acme-prod-keys", "production", one -> one.mfaDelete().holding(12, 40_000));
    bucket("acme-staging-uploads", "staging", one -> one.holding(2_048, 900_000_000));
    bucket("acme-dev-scratch", "dev", one -> {});
    account.createBucket(home, free("acme-old-website"), one -> one.holding(77, 3_100_000));
  }

  private SimInstance production(String name, Consumer<SimInstance> description) {
    return account.launch(
        home,
        one -> {
          label(one, name, TIERS.getFirst());
          one.launchedAgo(Duration.ofDays(120));
          description.accept(one);
        });
  }

  private static void label(SimInstance one, String name, Tier tier) {
    one.named(name)
        .tagged("env", tier.env())
        .tagged("team", tier.team())
        .tagged("owner", tier.owner());
  }

  private SimDbInstance db(String name, String env, Consumer<SimDbInstance> description) {
    return account.createDb(
        home,
        name,
        one -> {
          one.tagged("env", env).tagged("team", "data").tagged("owner", "ines");
          one.createdAgo(Duration.ofDays(200));
          description.accept(one);
        });
  }

  private SimDbCluster cluster(String name, String engine, Consumer<SimDbCluster> description) {
    return account.createCluster(
        home,
        name,
        one -> {
          one.engine(engine).tagged("env", "production").tagged("team", "data");
          one.createdAgo(Duration.ofDays(300));
          description.accept(one);
        });
  }

  private void bucket(String name, String env, Consumer<SimBucket> description) {
    account.createBucket(
        home,
        free(name),
        one -> {
          one.tagged("env", env).tagged("team", "platform").createdAgo(Duration.ofDays(500));
          description.accept(one);
        });
  }

  private static String denyingDelete(String bucket, String condition) {
    return """
    {"Version":"2012-10-17","Statement":[{"Sid":"NobodyDeletes","Effect":"Deny",\
    "Principal":"*","Action":"s3:DeleteBucket","Resource":"arn:aws:s3:::%s"%s}]}\
    """
        .formatted(bucket, condition);
  }

  /// Bucket names are globally unique, so the buckets of a second account get its number.
  private String free(String name) {
    return account.canTakeBucketName(name) ? name : name + "-" + account.id();
  }
}
