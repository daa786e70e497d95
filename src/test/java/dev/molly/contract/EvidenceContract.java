package dev.molly.contract;

import static dev.molly.model.Evidence.Topic.BACKUP;
import static dev.molly.model.Evidence.Topic.REFERS;
import static dev.molly.model.Evidence.Topic.SIZE;
import static dev.molly.model.Evidence.Topic.USE;
import static dev.molly.model.Evidence.Topic.WHAT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.Evidence;
import dev.molly.model.Evidence.Topic;
import dev.molly.model.KindId;
import dev.molly.model.ResourceRef;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What molly tells of a resource before it is retired, on one that is new and that nothing uses.
interface EvidenceContract extends Contract {
  /// What a lax engine calls a permission.
  Map<String, String> OTHER_NAMES =
      Map.of(
          "cloudwatch:GetMetricData", "monitoring:GetMetricData",
          "cloudwatch:ListMetrics", "monitoring:ListMetrics",
          "s3:GetReplicationConfiguration", "s3:ListBucket");

  @Test
  default void ofANewInstanceNothingButItsUseIsUnknown() {
    List<Evidence> evidence = evidence(EC2, create(Seed.instance()));

    assertThat(note(evidence, WHAT)).singleElement().asString().endsWith("running");
    assertThat(note(evidence, SIZE)).singleElement().asString().matches("1 EBS volume, [0-9]+ GiB");
    assertThat(note(evidence, REFERS))
        .contains(
            "no target group of its VPC has it",
            "no Elastic IP address points at it",
            "in no Auto Scaling group");
    assertThat(alarms(evidence, REFERS)).isEmpty();
    assertThat(alarms(evidence, BACKUP))
        .singleElement()
        .asString()
        .startsWith("there is no completed snapshot of vol-");
    assertThat(unknown(evidence, USE)).hasSize(2).allMatch(said -> said.endsWith("is not known"));
  }

  @Test
  default void ofANewDatabaseNothingButItsUseIsUnknown() {
    engine().notOn(EngineDeviation.NO_RDS);

    List<Evidence> evidence = evidence(RDS, create(Seed.database("orders")));

    assertThat(note(evidence, WHAT)).singleElement().asString().startsWith("postgres ");
    assertThat(note(evidence, SIZE)).singleElement().asString().endsWith(" GiB of storage");
    assertThat(note(evidence, REFERS)).containsExactly("no read replica");
    assertThat(unknown(evidence, USE)).singleElement().asString().endsWith("is not known");
  }

  @Test
  default void aReplicaIsAnAlarmOfItsSource() {
    engine().notOn(EngineDeviation.NO_RDS);
    var source = Seed.database("orders");
    create(source);
    create(Seed.database("orders-2").replicaOf(source));

    assertThat(alarms(evidence(RDS, "orders"), REFERS))
        .containsExactly("1 read replica of it: orders-2");
  }

  @Test
  default void aClusterIsToldByItsMembers() {
    engine().notOn(EngineDeviation.NO_RDS);
    var cluster = Seed.cluster("catalog", "aurora-mysql");
    create(cluster);
    create(Seed.database("catalog-1").memberOf(cluster));

    List<Evidence> evidence = evidence(CLUSTER, "catalog");

    assertThat(note(evidence, WHAT)).singleElement().asString().contains("with 1 member,");
    assertThat(unknown(evidence, USE)).singleElement().asString().endsWith("is not known");
  }

  @Test
  default void aNewBucketIsEmptyAndHasNoWayBack() {
    List<Evidence> evidence = evidence(S3, create(Seed.bucket("invoices")));

    assertThat(note(evidence, SIZE))
        .contains("it is empty now, with no version of an object and no delete marker");
    assertThat(alarms(evidence, SIZE)).isEmpty();
    assertThat(alarms(evidence, BACKUP)).singleElement().asString().startsWith("versioning is off");
    assertThat(note(evidence, BACKUP)).contains("it is not replicated");
    assertThat(unknown(evidence, USE)).singleElement().asString().contains("no request metrics");
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
    engine().notOn(EngineDeviation.NOBODY_DENIED);
    ResourceRef ref = ref(new KindId(kind), create(seed(kind)));
    boolean otherName =
        OTHER_NAMES.containsKey(permission) && engine().is(EngineDeviation.OTHER_PERMISSION_NAMES);
    String denied = otherName ? OTHER_NAMES.getOrDefault(permission, "") : permission;
    engine().deny(denied);

    assertThat(engine().evidence(ref))
        .filteredOn(Evidence.Unknown.class::isInstance)
        .map(Evidence.Unknown.class::cast)
        .filteredOn(evidence -> evidence.topic() == topic)
        .extracting(Evidence.Unknown::missingPermission)
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

  private List<Evidence> evidence(KindId kind, String identifier) {
    return engine().evidence(ref(kind, identifier));
  }

  private ResourceRef ref(KindId kind, String identifier) {
    return scan(kind, Rules.everything(), IRELAND).findings().stream()
        .map(finding -> finding.resource())
        .filter(resource -> resource.identifier().equals(identifier))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> note(List<Evidence> evidence, Topic topic) {
    return said(evidence, topic, Evidence.Note.class);
  }

  private static List<String> alarms(List<Evidence> evidence, Topic topic) {
    return said(evidence, topic, Evidence.Warning.class);
  }

  private static List<String> unknown(List<Evidence> evidence, Topic topic) {
    return said(evidence, topic, Evidence.Unknown.class);
  }

  private static List<String> said(List<Evidence> evidence, Topic topic, Class<?> weight) {
    return evidence.stream()
        .filter(each -> each.topic() == topic && weight.isInstance(each))
        .map(Evidence::sentence)
        .toList();
  }
}
