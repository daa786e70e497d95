package dev.molly.contract;

import static dev.molly.contract.Seed.BucketTrait.OBJECT_LOCKED;
import static dev.molly.contract.Seed.BucketTrait.VERSIONED;
import static dev.molly.contract.Seed.BucketTrait.VERSIONING_SUSPENDED;
import static dev.molly.contract.Seed.InstanceTrait.KEEPS_DATA_VOLUME;
import static dev.molly.contract.Seed.InstanceTrait.LOSES_DATA_VOLUME;
import static dev.molly.contract.Seed.InstanceTrait.SPOT;
import static dev.molly.contract.Seed.InstanceTrait.STOP_PROTECTED;
import static dev.molly.contract.Seed.InstanceTrait.TERMINATED;
import static dev.molly.contract.Seed.InstanceTrait.TERMINATES_ON_SHUTDOWN;
import static dev.molly.contract.Seed.InstanceTrait.TERMINATION_PROTECTED;

import dev.molly.model.AccountRegion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A fleet over several accounts and regions, made from a list, and what a scan by [#POLICY] must
/// say of it: worked out here from the same list, by nothing of molly's own.
final class ContractFleet {
  static final String POLICY =
      """
      version: 1
      name: fleet
      rules:
        - { id: termination, kind: ec2-instance, require: termination-protection, severity: high }
        - id: stop
          kind: ec2-instance
          require: stop-protection
          severity: medium
          where: { tags: { env: [prod*] } }
        - { id: shutdown, kind: ec2-instance, require: shutdown-behavior, severity: low }
        - { id: volumes, kind: ec2-instance, require: volume-retention, severity: critical }
        - { id: db-deletion, kind: rds-instance, require: deletion-protection, severity: high }
        - id: db-backups
          kind: rds-instance
          require: { backup-retention: { at-least: 7d } }
          severity: medium
        - { id: db-tags, kind: rds-instance, require: copy-tags-to-snapshot, severity: low }
        - { id: cluster-deletion, kind: rds-cluster, require: deletion-protection, severity: high }
        - id: cluster-backups
          kind: rds-cluster
          require: { backup-retention: { at-least: 7d } }
          severity: medium
        - { id: versioning, kind: s3-bucket, require: versioning, severity: high }
        - id: lock
          kind: s3-bucket
          require: object-lock
          severity: low
          where: { tags: { env: [prod*] } }
        - { id: denied, kind: s3-bucket, require: delete-denied, severity: medium }
      exemptions:
        - rule: termination
          where: { tags: { team: load-test } }
          reason: rebuilt every night
          until: 2099-12-31
        - rule: versioning
          where: { tags: { team: load-test } }
          reason: it was only for that week
          until: 2020-01-31
      """;

  private record Planted(AccountRegion where, Seed seed, String id) {}

  private final List<Planted> planted = new ArrayList<>();

  /// Plants the fleet. What comes out follows from the places alone.
  static ContractFleet plant(List<AccountRegion> places, Engine engine) {
    var fleet = new ContractFleet();
    for (AccountRegion where : places) {
      for (Seed seed : seeds(where)) {
        fleet.planted.add(new Planted(where, seed, engine.create(where, seed)));
      }
    }
    return fleet;
  }

  /// Every combination that matters comes up, because the periods have no common divisor.
  private static List<Seed> seeds(AccountRegion where) {
    var seeds = new ArrayList<Seed>();
    for (int n = 0; n < 70; n++) {
      seeds.add(instance(n));
    }
    for (int n = 0; n < 15; n++) {
      seeds.add(database(n));
    }
    for (int n = 0; n < 4; n++) {
      var cluster = cluster(n);
      seeds.add(cluster);
      seeds.add(Seed.database("member-" + n).memberOf(cluster));
    }
    for (int n = 0; n < 14; n++) {
      seeds.add(bucket(where, n));
    }
    return seeds;
  }

  private static String env(int n) {
    return List.of("production", "prod-eu", "staging", "dev").get(n % 4);
  }

  private static Seed.Instance instance(int n) {
    var traits = new ArrayList<Seed.InstanceTrait>();
    if (n % 2 == 0) {
      traits.add(TERMINATION_PROTECTED);
    }
    if (n % 3 == 0) {
      traits.add(STOP_PROTECTED);
    }
    if (n % 5 == 0) {
      traits.add(TERMINATES_ON_SHUTDOWN);
    }
    if (n % 7 == 1) {
      traits.add(KEEPS_DATA_VOLUME);
    }
    if (n % 7 > 4) {
      traits.add(LOSES_DATA_VOLUME);
    }
    if (n % 11 == 10) {
      traits.add(SPOT);
    }
    if (n % 13 == 12) {
      traits.add(TERMINATED);
    }
    var plain =
        Seed.instance(traits.toArray(Seed.InstanceTrait[]::new))
            .tagged("Name", "web-" + n)
            .tagged("env", env(n));
    var owned = n % 9 == 4 ? plain.tagged("team", "load-test") : plain;
    return n % 17 == 6 ? owned.inAutoScalingGroup("workers") : owned;
  }

  private static Seed.Database database(int n) {
    var plain = Seed.database("db-" + n).keepingBackups(n % 5 * 3).tagged("env", env(n));
    var guarded = n % 2 == 0 ? plain.protectedFromDeletion() : plain;
    return n % 3 == 0 ? guarded.copyingTags() : guarded;
  }

  private static Seed.Cluster cluster(int n) {
    var plain = Seed.cluster("cluster-" + n, n == 3 ? "mysql" : "aurora-mysql");
    var kept = plain.keepingBackups(n * 4 + 1);
    return n % 2 == 0 ? kept.protectedFromDeletion() : kept;
  }

  private static Seed.Bucket bucket(AccountRegion where, int n) {
    String name = "fleet-" + where.account() + "-" + where.region() + "-" + n;
    var traits = List.of(VERSIONED, VERSIONING_SUSPENDED, OBJECT_LOCKED);
    var plain = n % 4 == 3 ? Seed.bucket(name) : Seed.bucket(name, traits.get(n % 4));
    var denying =
        switch (n % 3) {
          case 0 -> plain.denyingDelete();
          case 1 -> plain.denyingDeleteButTo("arn:aws:iam::*:role/admin");
          default -> plain;
        };
    var tagged = n % 2 == 0 ? denying.tagged("env", env(n)) : denying;
    return n % 5 == 0 ? tagged.tagged("team", "load-test") : tagged;
  }

  /// What a scan must find.
  List<ExpectedFinding> expected() {
    var rows = new ArrayList<ExpectedFinding>();
    Map<String, Boolean> guarded = new HashMap<>();
    for (Planted one : planted) {
      if (one.seed instanceof Seed.Cluster cluster) {
        guarded.put(cluster.identifier(), cluster.deletionProtected());
      }
    }
    for (Planted one : planted) {
      switch (one.seed) {
        case Seed.Instance seed -> instance(rows, one, seed);
        case Seed.Database seed -> database(rows, one, seed, guarded);
        case Seed.Cluster seed -> cluster(rows, one, seed);
        case Seed.Bucket seed -> bucket(rows, one, seed);
      }
    }
    return rows;
  }

  private static void instance(List<ExpectedFinding> rows, Planted one, Seed.Instance seed) {
    boolean gone = seed.is(TERMINATED);
    boolean cannot = gone || seed.is(SPOT);
    boolean exempt = "load-test".equals(seed.tags().get("team"));
    boolean guarded = seed.is(TERMINATION_PROTECTED) || seed.is(STOP_PROTECTED);
    boolean useless =
        seed.is(TERMINATES_ON_SHUTDOWN) || seed.tags().containsKey("aws:autoscaling:groupName");
    String termination = exempt ? "exempt" : !guarded ? "fail" : useless ? "ineffective" : "pass";
    add(rows, one, "termination", "ec2-instance", cannot ? "not-applicable" : termination);
    if (seed.tags().getOrDefault("env", "").startsWith("prod")) {
      String stop = seed.is(STOP_PROTECTED) ? "pass" : "fail";
      add(rows, one, "stop", "ec2-instance", cannot ? "not-applicable" : stop);
    }
    String shutdown = seed.is(TERMINATES_ON_SHUTDOWN) ? "fail" : "pass";
    add(rows, one, "shutdown", "ec2-instance", cannot ? "not-applicable" : shutdown);
    String volumes = seed.is(LOSES_DATA_VOLUME) ? "fail" : "pass";
    boolean none = gone || !(seed.is(LOSES_DATA_VOLUME) || seed.is(KEEPS_DATA_VOLUME));
    add(rows, one, "volumes", "ec2-instance", none ? "not-applicable" : volumes);
  }

  private static void database(
      List<ExpectedFinding> rows, Planted one, Seed.Database seed, Map<String, Boolean> guarded) {
    String kind = "rds-instance";
    if (seed.cluster().isPresent()) {
      boolean cluster = guarded.getOrDefault(seed.cluster().get(), false);
      add(rows, one, "db-deletion", kind, cluster ? "ineffective" : "not-applicable");
      add(rows, one, "db-backups", kind, "not-applicable");
      add(rows, one, "db-tags", kind, "not-applicable");
      return;
    }
    add(rows, one, "db-deletion", kind, seed.deletionProtected() ? "pass" : "fail");
    add(rows, one, "db-backups", kind, seed.backupDays() >= 7 ? "pass" : "fail");
    add(rows, one, "db-tags", kind, seed.copiesTags() ? "pass" : "fail");
  }

  private static void cluster(List<ExpectedFinding> rows, Planted one, Seed.Cluster seed) {
    String kind = "rds-cluster";
    add(rows, one, "cluster-deletion", kind, seed.deletionProtected() ? "pass" : "fail");
    add(rows, one, "cluster-backups", kind, seed.backupDays() >= 7 ? "pass" : "fail");
  }

  /// S3 turns versioning on with Object Lock. The exemption ran out.
  private static void bucket(List<ExpectedFinding> rows, Planted one, Seed.Bucket seed) {
    String kind = "s3-bucket";
    boolean versioned = seed.is(VERSIONED) || seed.is(OBJECT_LOCKED);
    add(rows, one, "versioning", kind, versioned ? "pass" : "fail");
    if (seed.tags().getOrDefault("env", "").startsWith("prod")) {
      add(rows, one, "lock", kind, seed.is(OBJECT_LOCKED) ? "pass" : "fail");
    }
    String denied =
        seed.policy().map(p -> p.contains("Condition") ? "ineffective" : "pass").orElse("fail");
    add(rows, one, "denied", kind, denied);
  }

  private static void add(
      List<ExpectedFinding> rows, Planted one, String rule, String kind, String status) {
    String account = one.where.account().value();
    rows.add(new ExpectedFinding(status, rule, kind, account, one.where.region().value(), one.id));
  }
}
