package dev.molly.kind.ec2;

import static dev.molly.model.Evidence.Topic.AGE;
import static dev.molly.model.Evidence.Topic.BACKUP;
import static dev.molly.model.Evidence.Topic.LOSS;
import static dev.molly.model.Evidence.Topic.REFERS;
import static dev.molly.model.Evidence.Topic.SIZE;
import static dev.molly.model.Evidence.Topic.USE;
import static dev.molly.model.Evidence.Topic.WHAT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.kind.EvidenceTestResource;
import dev.molly.kind.KindTestAccount;
import dev.molly.model.Evidence;
import dev.molly.model.Evidence.Topic;
import dev.molly.model.UsageSince;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.ec2.SimInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceEvidenceTest {
  private final InstanceKind kind = new InstanceKind();
  private final KindTestAccount home = new KindTestAccount(kind);
  private String id = "";

  private EvidenceTestResource instance(Consumer<SimInstance> description) {
    id = home.account.launch(KindTestAccount.REGION, description).id();
    return new EvidenceTestResource(home, kind, id);
  }

  private static SimInstance old(SimInstance one) {
    return one.launchedAgo(Duration.ofDays(90));
  }

  @Test
  void saysWhatItIs() {
    var it = instance(one -> {});

    assertThat(it.note(WHAT)).containsExactly("m7g.large in eu-west-1a, running");
  }

  @Test
  void saysHowLargeItsVolumesAre() {
    var it = instance(one -> one.withDataVolume(100, false));

    assertThat(it.note(SIZE)).containsExactly("2 EBS volumes, 130 GiB");
  }

  @Test
  void theLaunchTimeIsTheLastStartAndTheRootVolumeIsNearerToTheAge() {
    var it = instance(InstanceEvidenceTest::old);
    stopAndStart();

    assertThat(it.note(AGE))
        .containsExactly(
            "last started on 2026-11-23, less than an hour ago (its launch time)",
            "its root volume was attached on 2026-08-25, 90 days ago: it is hardly younger");
  }

  @Test
  void aBusyInstanceIsAnAlarm() {
    var it = instance(one -> old(one).cpu(34).network(1000));

    assertThat(it.alarms(USE))
        .containsExactly(
            "CPU over 14 days: 34 % on average, 34 % at most, 34 % on its busiest day",
            "network over 14 days: 1.2 GB in, 1.2 GB out, up to 86.4 MB a day one way");
    assertThat(it.unknown(USE)).isEmpty();
  }

  @Test
  void anIdleInstanceIsCalmWithTheNumbers() {
    var it = instance(one -> old(one).cpu(1.5).network(2));

    assertThat(it.alarms(USE)).isEmpty();
    assertThat(it.note(USE))
        .containsExactly(
            "CPU over 14 days: 1.5 % on average, 1.5 % at most",
            "network over 14 days: 2.4 MB in, 2.4 MB out");
  }

  @Test
  void metricsOfAYoungInstanceSayHowFarTheyReach() {
    var it = instance(one -> one.launchedAgo(Duration.ofDays(3)).cpu(1));

    assertThat(it.note(USE).getFirst()).startsWith("CPU over 3 days:");
  }

  @Test
  void noDatapointsOfAStoppedInstanceAreNotZeroPercent() {
    var it = instance(SimInstance::stopped);

    assertThat(it.note(USE))
        .containsExactly(
            "CloudWatch has no CPU datapoints of the last 14 days: it did not run",
            "CloudWatch has no network datapoints of the last 14 days: it did not run");
  }

  @Test
  void noDatapointsOfARunningInstanceAreUnknown() {
    var it = instance(one -> {});

    assertThat(it.unknown(USE)).hasSize(2).allMatch(said -> said.endsWith("is not known"));
    assertThat(it.note(USE)).isEmpty();
  }

  @Test
  void aTargetGroupThatHasItIsAnAlarm() {
    var it = instance(one -> {});
    home.account.targetGroup(KindTestAccount.REGION, "web", group -> group.target(id));
    home.account.targetGroup(KindTestAccount.REGION, "other", group -> group.target("i-0123"));

    assertThat(it.alarms(REFERS)).containsExactly("target group web sends it traffic (healthy)");
  }

  @Test
  void aTargetGroupThatHasItsAddressIsAnAlarm() {
    var it = instance(one -> one.privateIp("10.0.0.7"));
    home.account.targetGroup(
        KindTestAccount.REGION,
        "web",
        group -> group.ofAddresses().inVpc("vpc-1").target("10.0.0.7"));

    assertThat(it.alarms(REFERS)).containsExactly("target group web sends it traffic (healthy)");
  }

  @Test
  void groupsOfInstancesOfAnotherVpcAreNotAskedForTheirTargets() {
    var it = instance(one -> {});
    home.account.targetGroup(KindTestAccount.REGION, "far", group -> group.inVpc("vpc-1"));

    assertThat(it.note(REFERS)).contains("no target group of its VPC has it");
    assertThat(home.cloud.calls())
        .extracting(SimCall::api)
        .doesNotContain("elasticloadbalancing:DescribeTargetHealth");
  }

  @Test
  void tooManyTargetGroupsAreUnknownAndNotNone() {
    var it = instance(one -> {});
    for (int n = 0; n < 101; n++) {
      home.account.targetGroup(KindTestAccount.REGION, "group-" + n, group -> {});
    }

    assertThat(it.unknown(REFERS))
        .contains(
            "only 100 of 101 target groups were looked at; whether another one has it is not"
                + " known");
    assertThat(it.note(REFERS)).doesNotContain("no target group of its VPC has it");
  }

  @Test
  void anElasticAddressIsAnAlarmAndStays() {
    var it = instance(one -> one.publicIp("198.51.100.7"));
    home.account.address(KindTestAccount.REGION, "198.51.100.7", id);

    assertThat(it.alarms(REFERS))
        .containsExactly(
            "Elastic IP address 198.51.100.7 points at it; it stays, and costs, while it is"
                + " stopped");
    assertThat(it.note(LOSS))
        .contains("its public address 198.51.100.7 is an Elastic IP and stays");
    assertThat(it.alarms(LOSS)).isEmpty();
  }

  @Test
  void aMemberOfAnAutoScalingGroupIsAnAlarm() {
    var it = instance(one -> one.inGroup("render-asg"));

    assertThat(it.alarms(REFERS))
        .containsExactly(
            "a member of Auto Scaling group render-asg, which replaces it when it stops");
  }

  @Test
  void securityGroupsThatLetItsOwnInAreNamed() {
    String own = home.account.securityGroup(KindTestAccount.REGION, "app");
    String database = home.account.securityGroup(KindTestAccount.REGION, "database", own);
    var it = instance(one -> one.inSecurityGroup(own));

    assertThat(it.note(REFERS))
        .contains(
            "its own security group, which it may share with others, is let in by database (%s)"
                .formatted(database));
  }

  @Test
  void nobodyIsReferringWhenNobodyDoes() {
    var it = instance(one -> {});

    assertThat(it.alarms(REFERS)).isEmpty();
    assertThat(it.note(REFERS))
        .containsExactly(
            "no target group of its VPC has it",
            "no Elastic IP address points at it",
            "in no Auto Scaling group");
    assertThat(it.unknown(REFERS)).singleElement().asString().startsWith("not looked at: ");
  }

  @Test
  void aVolumeWithoutASnapshotIsAnAlarm() {
    var it = instance(one -> {});

    assertThat(it.alarms(BACKUP))
        .singleElement()
        .asString()
        .startsWith("there is no completed snapshot of vol-");
  }

  @Test
  void aSnapshotThatIsNotCompleteIsNone() {
    var it = instance(one -> {});
    snapshot();

    assertThat(it.alarms(BACKUP)).hasSize(1);

    home.cloud.clock().advance(Duration.ofDays(2));

    assertThat(it.alarms(BACKUP)).isEmpty();
    assertThat(it.note(BACKUP)).singleElement().asString().endsWith(": 2026-11-23, 2 days ago");
  }

  @Test
  void anAddressThatAwsGaveIsLost() {
    var it = instance(one -> one.publicIp("203.0.113.9"));

    assertThat(it.alarms(LOSS))
        .containsExactly(
            "its public address 203.0.113.9 goes for good with a stop; a start brings another one");
  }

  @Test
  void instanceStoreIsLost() {
    var it = instance(one -> one.ofType("m5d.large"));

    assertThat(it.alarms(LOSS))
        .containsExactly(
            "m5d.large has an instance store of 75 GB: what is on it goes with a stop");
  }

  @Test
  void thePlaceInACapacityReservationIsGivenBack() {
    var it = instance(one -> one.placedInCapacity("cr-0123456789abcdef0"));

    assertThat(it.alarms(LOSS))
        .containsExactly(
            "it gives its place in capacity reservation cr-0123456789abcdef0 back with a stop: a"
                + " start takes one that is free, or runs on demand");
  }

  @Test
  void saysThatEc2MayHideWhatServicesManage() {
    assertThat(instance(one -> {}).unknown(REFERS))
        .singleElement()
        .asString()
        .endsWith("and what AWS services manage here and EC2 may hide from its lists");
  }

  @Test
  void memoryIsLostAndNothingElse() {
    var it = instance(one -> {});

    assertThat(it.alarms(LOSS)).isEmpty();
    assertThat(it.note(LOSS))
        .containsExactly(
            "it has no public IPv4 address",
            "m7g.large has no instance store",
            "what is only in its memory (8 GiB) goes with a stop");
  }

  @Test
  void aTypeThatEc2DoesNotKnowIsUnknown() {
    var it = instance(one -> one.ofType("x99.huge"));

    assertThat(it.unknown(LOSS)).singleElement().asString().contains("do not exist");
  }

  @ParameterizedTest
  @CsvSource({
    "ec2:DescribeInstances, WHAT",
    "ec2:DescribeVolumes, SIZE",
    "cloudwatch:GetMetricData, USE",
    "elasticloadbalancing:DescribeTargetGroups, REFERS",
    "elasticloadbalancing:DescribeTargetHealth, REFERS",
    "ec2:DescribeAddresses, REFERS",
    "ec2:DescribeAddresses, LOSS",
    "ec2:DescribeSecurityGroups, REFERS",
    "autoscaling:DescribeAutoScalingInstances, REFERS",
    "ec2:DescribeSnapshots, BACKUP",
    "ec2:DescribeInstanceTypes, LOSS"
  })
  void aDeniedReadIsAnUnknownThatNamesThePermission(String permission, Topic topic) {
    String group = home.account.securityGroup(KindTestAccount.REGION, "app");
    home.account.targetGroup(KindTestAccount.REGION, "web", all -> {});
    var it = instance(one -> one.inSecurityGroup(group).publicIp("203.0.113.9"));

    assertThat(kind.evidencePermissions()).contains(permission);
    it.assertNamedWhenDenied(permission, topic);
  }

  @Test
  void takesNoPermissionThatItDoesNotSay() {
    String group = home.account.securityGroup(KindTestAccount.REGION, "app");
    home.account.targetGroup(KindTestAccount.REGION, "web", all -> {});
    var it = instance(one -> one.inSecurityGroup(group).publicIp("203.0.113.9"));
    int before = home.cloud.calls().size();

    it.evidence();

    assertThat(home.cloud.calls().stream().skip(before).map(SimCall::api).distinct())
        .containsExactlyInAnyOrderElementsOf(kind.evidencePermissions());
  }

  @Test
  void oneQuestionWithoutAnAnswerTakesNoOtherWithIt() {
    var it = instance(one -> old(one).cpu(50));
    var before = it.evidence();
    home.cloud.faults().throttle("ec2:DescribeVolumes", 1);

    assertThat(it.evidence())
        .hasSameSizeAs(before)
        .filteredOn(evidence -> !before.contains(evidence))
        .singleElement()
        .isInstanceOfSatisfying(
            Evidence.Unknown.class,
            evidence -> {
              assertThat(evidence.topic()).isEqualTo(SIZE);
              assertThat(evidence.sentence()).contains("Request limit exceeded");
              assertThat(evidence.missingPermission()).isEmpty();
            });
  }

  @Test
  void anInstanceThatIsGoneIsUnknown() {
    var it = instance(one -> {});
    home.account.terminatedByHand(id);

    assertThat(it.evidence())
        .singleElement()
        .isInstanceOfSatisfying(
            Evidence.Unknown.class,
            evidence -> assertThat(evidence.sentence()).endsWith(id + " is gone"));
  }

  @Test
  void writesNothing() {
    instance(one -> {}).evidence();

    assertThat(home.writes()).isEmpty();
  }

  @Test
  void anInstanceThatStaysStoppedWasNotUsed() {
    var it = instance(InstanceEvidenceTest::old);
    stop();
    Instant since = home.cloud.clock().instant();
    home.cloud.clock().advance(Duration.ofDays(14));

    assertThat(it.usedSince(since))
        .isEqualTo(
            new UsageSince.No("it is stopped, and was last started at 2026-08-25 08:00 UTC"));
  }

  @Test
  void anInstanceThatWasStartedSinceWasUsedThoughItIsStoppedAgain() {
    var it = instance(InstanceEvidenceTest::old);
    stop();
    Instant since = home.cloud.clock().instant();
    home.cloud.clock().advance(Duration.ofDays(3));
    home.account.startedByHand(id);
    stop();

    assertThat(it.usedSince(since)).isInstanceOf(UsageSince.Yes.class);
  }

  @Test
  void anInstanceStartedInTheVerySecondWasUsed() {
    var it = instance(one -> {});
    stop();
    Instant since = home.cloud.clock().instant().plusMillis(700);
    home.account.startedByHand(id);
    stop();

    assertThat(it.usedSince(since)).isInstanceOf(UsageSince.Yes.class);
  }

  @Test
  void anInstanceThatNeverStoppedIsUsed() {
    var it = instance(InstanceEvidenceTest::old);

    assertThat(it.usedSince(home.cloud.clock().instant()))
        .isEqualTo(new UsageSince.Yes("it is running, and has been up since 2026-08-25 08:00 UTC"));
  }

  @Test
  void whetherItWasUsedIsUnknownWithoutThePermission() {
    var it = instance(one -> {});
    home.cloud.faults().deny("ec2:DescribeInstances");

    assertThat(it.usedSince(home.cloud.clock().instant()))
        .isInstanceOfSatisfying(
            UsageSince.Unknown.class,
            unknown -> assertThat(unknown.missingPermission()).isEqualTo("ec2:DescribeInstances"));
  }

  private void stop() {
    home.account.ec2(KindTestAccount.REGION).stopInstances(r -> r.instanceIds(id));
    home.cloud.clock().advance(Duration.ofMinutes(2));
  }

  private void stopAndStart() {
    stop();
    home.account.startedByHand(id);
  }

  private void snapshot() {
    var ec2 = home.account.ec2(KindTestAccount.REGION);
    ec2.createSnapshots(r -> r.instanceSpecification(s -> s.instanceId(id)));
  }
}
