package dev.molly.contract;

import static dev.molly.model.Clue.Topic.BACKUP;
import static dev.molly.model.Clue.Topic.REFERS;
import static dev.molly.model.Clue.Topic.SIZE;
import static dev.molly.model.Clue.Topic.USE;
import static dev.molly.model.Clue.Topic.WHAT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.Clue;
import dev.molly.model.Clue.Topic;
import dev.molly.model.KindId;
import dev.molly.model.ResourceRef;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What molly tells of a resource before it is retired, on one that is new and that nothing uses.
interface ClueContract extends Contract {
  /// What a lax engine calls a permission.
  Map<String, String> OTHER_NAMES =
      Map.of(
          "cloudwatch:GetMetricData", "monitoring:GetMetricData",
          "cloudwatch:ListMetrics", "monitoring:ListMetrics",
          "s3:GetReplicationConfiguration", "s3:ListBucket");

  @Test
  default void ofANewInstanceNothingButItsUseIsUnknown() {
    List<Clue> clues = clues(EC2, create(Seed.instance()));

    assertThat(calm(clues, WHAT)).singleElement().asString().endsWith("running");
    assertThat(calm(clues, SIZE)).singleElement().asString().matches("1 EBS volume, [0-9]+ GiB");
    assertThat(calm(clues, REFERS))
        .contains(
            "no target group of its VPC has it",
            "no Elastic IP address points at it",
            "in no Auto Scaling group");
    assertThat(alarms(clues, REFERS)).isEmpty();
    assertThat(alarms(clues, BACKUP))
        .singleElement()
        .asString()
        .startsWith("there is no completed snapshot of vol-");
    assertThat(unknown(clues, USE)).hasSize(2).allMatch(said -> said.endsWith("is not known"));
  }

  @Test
  default void ofANewDatabaseNothingButItsUseIsUnknown() {
    engine().notOn(Lax.NO_RDS);

    List<Clue> clues = clues(RDS, create(Seed.database("orders")));

    assertThat(calm(clues, WHAT)).singleElement().asString().startsWith("postgres ");
    assertThat(calm(clues, SIZE)).singleElement().asString().endsWith(" GiB of storage");
    assertThat(calm(clues, REFERS)).containsExactly("no read replica");
    assertThat(unknown(clues, USE)).singleElement().asString().endsWith("is not known");
  }

  @Test
  default void aReplicaIsAnAlarmOfItsSource() {
    engine().notOn(Lax.NO_RDS);
    var source = Seed.database("orders");
    create(source);
    create(Seed.database("orders-2").replicaOf(source));

    assertThat(alarms(clues(RDS, "orders"), REFERS))
        .containsExactly("1 read replica of it: orders-2");
  }

  @Test
  default void aClusterIsToldByItsMembers() {
    engine().notOn(Lax.NO_RDS);
    var cluster = Seed.cluster("catalog", "aurora-mysql");
    create(cluster);
    create(Seed.database("catalog-1").memberOf(cluster));

    List<Clue> clues = clues(CLUSTER, "catalog");

    assertThat(calm(clues, WHAT)).singleElement().asString().contains("with 1 member,");
    assertThat(unknown(clues, USE)).singleElement().asString().endsWith("is not known");
  }

  @Test
  default void aNewBucketIsEmptyAndHasNoWayBack() {
    List<Clue> clues = clues(S3, create(Seed.bucket("invoices")));

    assertThat(calm(clues, SIZE))
        .contains("it is empty now, with no version of an object and no delete marker");
    assertThat(alarms(clues, SIZE)).isEmpty();
    assertThat(alarms(clues, BACKUP)).singleElement().asString().startsWith("versioning is off");
    assertThat(calm(clues, BACKUP)).contains("it is not replicated");
    assertThat(unknown(clues, USE)).singleElement().asString().contains("no request metrics");
  }

  @ParameterizedTest
  @CsvSource({
    "ec2-instance, ec2:DescribeVolumes, SIZE",
    "ec2-instance, cloudwatch:GetMetricData, USE",
    "ec2-instance, elasticloadbalancing:DescribeTargetGroups, REFERS",
    "ec2-instance, ec2:DescribeAddresses, REFERS",
    "ec2-instance, autoscaling:DescribeAutoScalingInstances, REFERS",
    "ec2-instance, ec2:DescribeSnapshots, BACKUP",
    "ec2-instance, ec2:DescribeInstanceTypes, LOSS",
    "rds-instance, rds:DescribeDBSnapshots, BACKUP",
    "rds-instance, cloudwatch:GetMetricData, USE",
    "rds-cluster, rds:DescribeDBClusterSnapshots, BACKUP",
    "s3-bucket, s3:ListBucketVersions, SIZE",
    "s3-bucket, cloudwatch:ListMetrics, USE",
    "s3-bucket, s3:GetReplicationConfiguration, BACKUP"
  })
  default void aDeniedQuestionIsUnknownAndNamesThePermission(
      String kind, String permission, Topic topic) {
    engine().notOn(Lax.NOBODY_DENIED);
    ResourceRef ref = ref(new KindId(kind), create(seed(kind)));
    boolean otherName =
        OTHER_NAMES.containsKey(permission) && engine().is(Lax.OTHER_PERMISSION_NAMES);
    String denied = otherName ? OTHER_NAMES.getOrDefault(permission, "") : permission;
    engine().deny(denied);

    assertThat(engine().clues(ref))
        .filteredOn(Clue.Unknown.class::isInstance)
        .map(Clue.Unknown.class::cast)
        .filteredOn(clue -> clue.topic() == topic)
        .extracting(Clue.Unknown::missingPermission)
        .containsAnyOf(permission, denied);
  }

  private static Seed seed(String kind) {
    return switch (kind) {
      case "ec2-instance" -> Seed.instance();
      case "rds-instance" -> Seed.database("orders");
      case "rds-cluster" -> Seed.cluster("catalog", "aurora-mysql");
      default -> Seed.bucket("invoices");
    };
  }

  private List<Clue> clues(KindId kind, String identifier) {
    return engine().clues(ref(kind, identifier));
  }

  private ResourceRef ref(KindId kind, String identifier) {
    return scan(kind, Rules.everything(), IRELAND).findings().stream()
        .map(finding -> finding.resource())
        .filter(resource -> resource.identifier().equals(identifier))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> calm(List<Clue> clues, Topic topic) {
    return said(clues, topic, Clue.Calm.class);
  }

  private static List<String> alarms(List<Clue> clues, Topic topic) {
    return said(clues, topic, Clue.Alarm.class);
  }

  private static List<String> unknown(List<Clue> clues, Topic topic) {
    return said(clues, topic, Clue.Unknown.class);
  }

  private static List<String> said(List<Clue> clues, Topic topic, Class<?> weight) {
    return clues.stream()
        .filter(clue -> clue.topic() == topic && weight.isInstance(clue))
        .map(Clue::sentence)
        .toList();
  }
}
