package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.Evidence;
import dev.molly.model.Evidence.Topic;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
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

/// Evidence to what is used, over HTTP: what the simulator holds by itself is made here by AWS's
/// own calls.
@Tag(Engine.MOTO)
class EvidenceMotoIT {
  private static final RegionId IRELAND = new RegionId("eu-west-1");

  private final MotoEngine engine = MotoEngine.orSkip();
  private final AccountId account = engine.own();
  private final AccountRegion here = new AccountRegion(account, IRELAND);

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

    List<Evidence> evidence = engine.evidence(ref("ec2-instance", id));

    assertThat(said(evidence, Topic.REFERS, Evidence.Warning.class))
        .anyMatch(said -> said.startsWith("target group web sends it traffic"))
        .anyMatch(said -> said.startsWith("Elastic IP address " + ip + " points at it"));
    assertThat(said(evidence, Topic.BACKUP, Evidence.Warning.class)).isEmpty();
    assertThat(said(evidence, Topic.BACKUP, Evidence.Note.class))
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

    List<Evidence> evidence = engine.evidence(ref("ec2-instance", id));

    assertThat(said(evidence, Topic.USE, Evidence.Warning.class))
        .singleElement()
        .asString()
        .startsWith("CPU over ")
        .endsWith(": 50 % on average, 50 % at most, 50 % on its busiest day");
    assertThat(said(evidence, Topic.USE, Evidence.Unknown.class))
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

    List<Evidence> evidence = engine.evidence(ref("s3-bucket", "invoices"));

    assertThat(said(evidence, Topic.SIZE, Evidence.Warning.class))
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

  private static List<String> said(List<Evidence> evidence, Topic topic, Class<?> weight) {
    return evidence.stream()
        .filter(each -> each.topic() == topic && weight.isInstance(each))
        .map(Evidence::sentence)
        .toList();
  }
}
