package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.AccountId;
import dev.molly.model.Clue;
import dev.molly.model.Clue.Topic;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Target;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/// Clues to what is used, over HTTP: what the simulator holds by itself is made here by AWS's own
/// calls.
@Tag(Engine.MOTO)
class CluesMotoIT {
  private static final RegionId IRELAND = new RegionId("eu-west-1");

  private final MotoEngine engine = MotoEngine.orSkip();
  private final AccountId account = engine.own();
  private final Target here = new Target(account, IRELAND);

  @BeforeEach
  void startAfresh() {
    engine.reset();
  }

  @AfterEach
  void leaveNothing() {
    engine.reset();
  }

  @Test
  void anElasticAddressAndATargetGroupAndASnapshotAreFound() {
    String id = engine.create(here, Seed.instance());
    var ec2 = engine.ec2(here);
    String ip = ec2.allocateAddress(r -> r.domain("vpc")).publicIp();
    ec2.associateAddress(r -> r.publicIp(ip).instanceId(id));
    ec2.createSnapshots(r -> r.instanceSpecification(s -> s.instanceId(id)));
    target(id);

    List<Clue> clues = engine.clues(ref("ec2-instance", id));

    assertThat(said(clues, Topic.REFERS, Clue.Alarm.class))
        .anyMatch(said -> said.startsWith("target group web sends it traffic"))
        .anyMatch(said -> said.startsWith("Elastic IP address " + ip + " points at it"));
    assertThat(said(clues, Topic.BACKUP, Clue.Alarm.class)).isEmpty();
    assertThat(said(clues, Topic.BACKUP, Clue.Calm.class))
        .singleElement()
        .asString()
        .endsWith(", less than an hour ago");
  }

  @Test
  void cpuIsReadFromCloudWatch() {
    String id = engine.create(here, Seed.instance());
    try (var cloudWatch = cloudWatch()) {
      var datum =
          MetricDatum.builder()
              .metricName("CPUUtilization")
              .dimensions(Dimension.builder().name("InstanceId").value(id).build())
              .timestamp(Instant.now().minusSeconds(7200))
              .value(50.0)
              .build();
      cloudWatch.putMetricData(r -> r.namespace("AWS/EC2").metricData(datum));
    }

    List<Clue> clues = engine.clues(ref("ec2-instance", id));

    assertThat(said(clues, Topic.USE, Clue.Alarm.class))
        .singleElement()
        .asString()
        .startsWith("CPU over ")
        .endsWith(": 50 % on average, 50 % at most, 50 % on its busiest day");
    assertThat(said(clues, Topic.USE, Clue.Unknown.class))
        .singleElement()
        .asString()
        .contains("network");
  }

  @Test
  void aBucketWithAnObjectIsNotEmpty() {
    engine.create(here, Seed.bucket("invoices"));
    engine
        .s3(here)
        .putObject(r -> r.bucket("invoices").key("one"), RequestBody.fromString("twelve bytes"));

    List<Clue> clues = engine.clues(ref("s3-bucket", "invoices"));

    assertThat(said(clues, Topic.SIZE, Clue.Alarm.class))
        .contains("it is not empty")
        .anyMatch(said -> said.startsWith("1 objects and versions, "));
  }

  private void target(String id) {
    try (var elb =
        ElasticLoadBalancingV2Client.builder()
            .endpointOverride(engine.aws().uri())
            .region(Region.of(IRELAND.value()))
            .credentialsProvider(StaticCredentialsProvider.create(AwsEndpoint.ADMIN))
            .build()) {
      String vpc =
          engine
              .ec2(here)
              .describeInstances(r -> r.instanceIds(id))
              .reservations()
              .getFirst()
              .instances()
              .getFirst()
              .vpcId();
      String arn =
          elb.createTargetGroup(
                  r ->
                      r.name("web")
                          .protocol("HTTP")
                          .port(80)
                          .vpcId(vpc)
                          .targetType(TargetTypeEnum.INSTANCE))
              .targetGroups()
              .getFirst()
              .targetGroupArn();
      elb.registerTargets(
          r -> r.targetGroupArn(arn).targets(TargetDescription.builder().id(id).build()));
    }
  }

  private CloudWatchClient cloudWatch() {
    return CloudWatchClient.builder()
        .endpointOverride(engine.aws().uri())
        .region(Region.of(IRELAND.value()))
        .credentialsProvider(StaticCredentialsProvider.create(AwsEndpoint.ADMIN))
        .build();
  }

  private ResourceRef ref(String kind, String id) {
    return new ResourceRef(
        new ResourceId(new KindId(kind), account, IRELAND, id), id, id, "arn:aws:s3:::" + id);
  }

  private static List<String> said(List<Clue> clues, Topic topic, Class<?> weight) {
    return clues.stream()
        .filter(clue -> clue.topic() == topic && weight.isInstance(clue))
        .map(Clue::sentence)
        .toList();
  }
}
