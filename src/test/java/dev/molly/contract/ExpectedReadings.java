package dev.molly.contract;

import static dev.molly.contract.Contract.CLUSTER;
import static dev.molly.contract.Contract.EC2;
import static dev.molly.contract.Contract.RDS;
import static dev.molly.contract.Contract.S3;
import static dev.molly.contract.Seed.BucketTrait.MFA_DELETE;
import static dev.molly.contract.Seed.BucketTrait.OBJECT_LOCKED;
import static dev.molly.contract.Seed.BucketTrait.VERSIONED;
import static dev.molly.contract.Seed.BucketTrait.VERSIONING_SUSPENDED;
import static dev.molly.contract.Seed.InstanceTrait.KEEPS_DATA_VOLUME;
import static dev.molly.contract.Seed.InstanceTrait.LOSES_DATA_VOLUME;
import static dev.molly.contract.Seed.InstanceTrait.MANAGED;
import static dev.molly.contract.Seed.InstanceTrait.ON_INSTANCE_STORE;
import static dev.molly.contract.Seed.InstanceTrait.SPOT;
import static dev.molly.contract.Seed.InstanceTrait.STOP_PROTECTED;
import static dev.molly.contract.Seed.InstanceTrait.TERMINATED;
import static dev.molly.contract.Seed.InstanceTrait.TERMINATES_ON_SHUTDOWN;
import static dev.molly.contract.Seed.InstanceTrait.TERMINATION_PROTECTED;
import static dev.molly.model.FindingStatus.FAIL;
import static dev.molly.model.FindingStatus.INEFFECTIVE;
import static dev.molly.model.FindingStatus.NOT_APPLICABLE;
import static dev.molly.model.FindingStatus.PASS;

import dev.molly.contract.Seed.InstanceTrait;
import dev.molly.model.FindingStatus;
import java.util.List;
import java.util.stream.Stream;

/// Every control of every kind, both ways, and every case in which the flag alone says too much or
/// too little.
final class ExpectedReadings {
  private static final Seed.Cluster GUARDED =
      Seed.cluster("guarded", "aurora-postgresql").protectedFromDeletion();
  private static final Seed.Cluster OPEN = Seed.cluster("open", "aurora-mysql").keepingBackups(1);
  private static final Seed.Database SOURCE = Seed.database("source");

  static final List<ExpectedReading> ALL =
      Stream.of(terminations(), otherSwitches(), databases(), clusters(), buckets())
          .flatMap(List::stream)
          .toList();

  private ExpectedReadings() {}

  private static ExpectedReading instance(
      String control, FindingStatus expected, String resource, InstanceTrait... traits) {
    return new ExpectedReading(resource, EC2, control, expected, Seed.instance(traits));
  }

  private static List<ExpectedReading> terminations() {
    String control = "termination-protection";
    var grouped = Seed.instance(TERMINATION_PROTECTED).inAutoScalingGroup("workers");
    return List.of(
        instance(control, PASS, "an instance with it", TERMINATION_PROTECTED),
        instance(control, FAIL, "an instance without it"),
        instance(control, PASS, "an instance with stop protection only", STOP_PROTECTED),
        instance(
            control,
            INEFFECTIVE,
            "an instance whose own shutdown terminates it",
            TERMINATION_PROTECTED,
            TERMINATES_ON_SHUTDOWN),
        new ExpectedReading(
            "a member of an Auto Scaling group", EC2, control, INEFFECTIVE, grouped),
        instance(control, NOT_APPLICABLE, "a spot instance", SPOT),
        instance(control, NOT_APPLICABLE, "a terminated instance", TERMINATED),
        instance(control, NOT_APPLICABLE, "an instance that a service manages", MANAGED)
            .notOn(EngineDeviation.NO_MANAGED_INSTANCES));
  }

  private static List<ExpectedReading> otherSwitches() {
    String stop = "stop-protection";
    String shutdown = "shutdown-behavior";
    String volumes = "volume-retention";
    return List.of(
        instance(stop, PASS, "an instance with it", STOP_PROTECTED),
        instance(stop, FAIL, "an instance with termination protection only", TERMINATION_PROTECTED),
        instance(stop, NOT_APPLICABLE, "a spot instance", SPOT),
        instance(stop, NOT_APPLICABLE, "an instance on an instance store", ON_INSTANCE_STORE)
            .notOn(EngineDeviation.NO_INSTANCE_STORE),
        instance(shutdown, PASS, "an instance that stops"),
        instance(shutdown, FAIL, "an instance that terminates", TERMINATES_ON_SHUTDOWN),
        instance(volumes, PASS, "an instance that keeps its data volume", KEEPS_DATA_VOLUME),
        instance(volumes, FAIL, "an instance that loses its data volume", LOSES_DATA_VOLUME),
        instance(
            volumes,
            FAIL,
            "an instance that loses one data volume of two",
            KEEPS_DATA_VOLUME,
            LOSES_DATA_VOLUME),
        instance(volumes, NOT_APPLICABLE, "an instance without a data volume"));
  }

  private static List<ExpectedReading> databases() {
    String deletion = "deletion-protection";
    String backups = "backup-retention";
    String tags = "copy-tags-to-snapshot";
    return List.of(
        new ExpectedReading(
            "a database with it",
            RDS,
            deletion,
            PASS,
            Seed.database("guarded-db").protectedFromDeletion()),
        new ExpectedReading("a database without it", RDS, deletion, FAIL, Seed.database("open-db")),
        new ExpectedReading(
            "a database that keeps a week", RDS, backups, PASS, Seed.database("weekly")),
        new ExpectedReading(
            "a database that keeps six days",
            RDS,
            backups,
            FAIL,
            Seed.database("six-days").keepingBackups(6)),
        new ExpectedReading(
            "a database without backups",
            RDS,
            backups,
            FAIL,
            Seed.database("no-backups").keepingBackups(0)),
        new ExpectedReading(
            "a read replica",
            RDS,
            backups,
            NOT_APPLICABLE,
            SOURCE,
            Seed.database("replica").replicaOf(SOURCE)),
        new ExpectedReading(
            "a database that does", RDS, tags, PASS, Seed.database("tagging").copyingTags()),
        new ExpectedReading(
            "a database that does not", RDS, tags, FAIL, Seed.database("untagging")),
        new ExpectedReading(
            "a member of a protected cluster",
            RDS,
            deletion,
            INEFFECTIVE,
            Seed.cluster("guarded-with", "aurora-postgresql").protectedFromDeletion(),
            Seed.database("guarded-1").memberOf(Seed.cluster("guarded-with", "aurora-postgresql"))),
        new ExpectedReading(
            "a member of an unprotected cluster",
            RDS,
            deletion,
            NOT_APPLICABLE,
            Seed.cluster("open-with", "aurora-mysql"),
            Seed.database("open-1").memberOf(Seed.cluster("open-with", "aurora-mysql"))));
  }

  private static List<ExpectedReading> clusters() {
    String deletion = "deletion-protection";
    String backups = "backup-retention";
    return List.of(
        new ExpectedReading("a cluster with it", CLUSTER, deletion, PASS, GUARDED),
        new ExpectedReading("a cluster without it", CLUSTER, deletion, FAIL, OPEN),
        new ExpectedReading(
            "a Multi-AZ cluster without it",
            CLUSTER,
            deletion,
            FAIL,
            Seed.cluster("multi-az", "mysql")),
        new ExpectedReading(
            "a cluster that keeps a week",
            CLUSTER,
            backups,
            PASS,
            Seed.cluster("weekly-cluster", "aurora-mysql")),
        new ExpectedReading(
            "a cluster that keeps a day",
            CLUSTER,
            backups,
            FAIL,
            Seed.cluster("daily-cluster", "aurora-mysql").keepingBackups(1)));
  }

  private static List<ExpectedReading> buckets() {
    String versioning = "versioning";
    String denied = "delete-denied";
    return List.of(
        new ExpectedReading(
            "a bucket with it", S3, versioning, PASS, Seed.bucket("versioned", VERSIONED)),
        new ExpectedReading(
            "a bucket that never had it", S3, versioning, FAIL, Seed.bucket("unversioned")),
        new ExpectedReading(
            "a bucket that has it no longer",
            S3,
            versioning,
            FAIL,
            Seed.bucket("suspended", VERSIONING_SUSPENDED)),
        new ExpectedReading(
            "a bucket with it", S3, "object-lock", PASS, Seed.bucket("locked", OBJECT_LOCKED)),
        new ExpectedReading(
            "a bucket without it", S3, "object-lock", FAIL, Seed.bucket("unlocked")),
        new ExpectedReading(
                "a bucket with it", S3, "mfa-delete", PASS, Seed.bucket("mfa", MFA_DELETE))
            .but(EngineDeviation.MFA_DELETE_FORGOTTEN, FAIL),
        new ExpectedReading("a bucket without it", S3, "mfa-delete", FAIL, Seed.bucket("no-mfa")),
        new ExpectedReading(
            "a bucket that denies it to everyone",
            S3,
            denied,
            PASS,
            Seed.bucket("denying").denyingDelete()),
        new ExpectedReading(
            "a bucket that denies it to all but a role",
            S3,
            denied,
            INEFFECTIVE,
            Seed.bucket("half-denying").denyingDeleteButTo("arn:aws:iam::*:role/admin")),
        new ExpectedReading(
            "a bucket without a policy", S3, denied, FAIL, Seed.bucket("no-policy")));
  }
}
