package dev.molly.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.aws.Identity;
import dev.molly.aws.RecordSigner;
import dev.molly.aws.Session;
import dev.molly.guard.Window;
import dev.molly.kind.Kind;
import dev.molly.kind.Kinds;
import dev.molly.kind.Wanted;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.ExitCode;
import dev.molly.model.Goal;
import dev.molly.model.KindId;
import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.retire.Retired;
import dev.molly.retire.Retirement;
import dev.molly.retire.RetirementTags;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;

/// A bug that shows with one resource is that one's trouble: how the others stand is still told,
/// and they still go on.
class TroubleTest {
  private static final RegionId FINE = new RegionId("eu-west-1");
  private static final RegionId BROKEN = new RegionId("us-east-1");
  private static final KindId EC2 = new KindId("ec2-instance");

  private final SimCloud cloud = new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 1);
  private final Session session = new SimAws(cloud).session(new AccountRef.Own());
  private final Inventory inventory = inventory();
  private final Map<AccountId, Session> broken =
      Map.of(session.identity().account(), new Broken(session));

  @Test
  void statusTellsHowTheOthersStand() {
    List<Retired> retired =
        new Standings(broken, new Climbing(cloud.clock()), new KnownRecords())
            .of(inventory.resources());

    assertThat(retired)
        .hasSize(2)
        .anySatisfy(each -> assertThat(each.standing()).isInstanceOf(Retired.Standing.Known.class))
        .anySatisfy(
            each ->
                assertThat(each.standing())
                    .isInstanceOfSatisfying(
                        Retired.Standing.Unseen.class,
                        unseen -> assertThat(unseen.why()).contains("a bug in molly", "boom")));
  }

  @Test
  void theOthersAreRestored() {
    Plan plan = retirer().towards(Goal.RESTORED, inventory);

    assertThat(plan.steps())
        .isNotEmpty()
        .allSatisfy(step -> assertThat(step.action().resource().id().region()).isEqualTo(FINE));
    assertThat(plan.refused())
        .extracting(Refusal::what)
        .singleElement()
        .asString()
        .contains("boom");
    assertThat(Refusal.exitCode(plan.refused())).isEqualTo(ExitCode.INCOMPLETE);
  }

  @Test
  void aPurgeOfAllThatIsDueGoesOnWithoutIt() {
    Retirer.Purging purging = retirer().purgeDue(inventory);

    assertThat(purging.plan().refused()).isEmpty();
    assertThat(purging.unseen())
        .extracting(Refusal::what)
        .singleElement()
        .asString()
        .contains("boom");
    assertThat(purging.plan().left()).anyMatch(left -> left.contains("boom"));
  }

  @Test
  void leasesOfOthersAreEnded() {
    Plan plan = new Lessor(broken, cloud.clock()).renew(inventory, true);

    assertThat(plan.left()).anyMatch(left -> left.contains("is not on a lease"));
    assertThat(plan.refused())
        .extracting(Refusal::what)
        .singleElement()
        .asString()
        .contains("boom");
  }

  private Retirer retirer() {
    return new Retirer(broken, cloud.clock(), Window.DEFAULT);
  }

  /// One in each region, both retired.
  private Inventory inventory() {
    var found = new ArrayList<Resource>();
    for (RegionId region : List.of(FINE, BROKEN)) {
      cloud
          .account(SimAws.OWN_ACCOUNT)
          .launch(region.value(), one -> one.named("web-01").launchedAgo(Duration.ofDays(400)));
      Kind kind = Kinds.of(EC2);
      var listed = new ArrayList<Resource>();
      kind.list(session, region, new Wanted(Set.of(), true), listed::add);
      String uid = listed.getFirst().id().uid();
      session
          .ec2(region)
          .createTags(
              r ->
                  r.resources(uid)
                      .tags(
                          RetirementTags.write(record(uid)).entrySet().stream()
                              .map(
                                  tag ->
                                      Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                              .toList()));
      cloud.clock().advance(Duration.ofMinutes(1));
      kind.list(session, region, new Wanted(Set.of(), true), found::add);
    }
    return new Inventory(found, 2, List.of(), new TreeSet<>());
  }

  private Retirement record(String uid) {
    Instant now = cloud.clock().instant();
    return new Retirement(
        uid,
        Goal.RETIRED,
        "arn:aws:iam::111122223333:user/ada",
        "old",
        now.minus(Duration.ofDays(20)),
        now.minus(Duration.ofDays(6)),
        Optional.of("web-01"),
        "running",
        new TreeMap<>(),
        new TreeSet<>(),
        Optional.of(now.minus(Duration.ofDays(10))));
  }

  /// A session in which one region's instances end in a bug.
  private record Broken(Session session) implements Session {
    @Override
    public Identity identity() {
      return session.identity();
    }

    @Override
    public Instant time() {
      return session.time();
    }

    @Override
    public List<RegionId> enabledRegions() {
      return session.enabledRegions();
    }

    @Override
    public Optional<RecordSigner> recordSigner() {
      return session.recordSigner();
    }

    @Override
    public Attempt attempt(RegionId region, String api) {
      return session.attempt(region, api);
    }

    @Override
    public Ec2Client ec2(RegionId region) {
      if (region.equals(BROKEN)) {
        throw new IllegalStateException("boom");
      }
      return session.ec2(region);
    }

    @Override
    public RdsClient rds(RegionId region) {
      return session.rds(region);
    }

    @Override
    public S3Client s3(RegionId region) {
      return session.s3(region);
    }

    @Override
    public CloudWatchClient cloudWatch(RegionId region) {
      return session.cloudWatch(region);
    }

    @Override
    public ElasticLoadBalancingV2Client loadBalancing(RegionId region) {
      return session.loadBalancing(region);
    }

    @Override
    public AutoScalingClient autoScaling(RegionId region) {
      return session.autoScaling(region);
    }

    @Override
    public KmsClient kms(RegionId region) {
      return session.kms(region);
    }

    @Override
    public S3ControlClient s3Control(RegionId region) {
      return session.s3Control(region);
    }
  }
}
