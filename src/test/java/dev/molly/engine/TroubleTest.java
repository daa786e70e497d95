package dev.molly.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.aws.AccountSession;
import dev.molly.aws.CallerIdentity;
import dev.molly.aws.RecordSigner;
import dev.molly.engine.plan.LeasePlanner;
import dev.molly.engine.plan.PlanBuilderFactory;
import dev.molly.engine.plan.PurgePlanner;
import dev.molly.engine.plan.RetirementPlanner;
import dev.molly.engine.plan.RetirementStatusReader;
import dev.molly.engine.support.KnownRecords;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.guard.RetentionWindow;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.Retirable;
import dev.molly.kind.TestKinds;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.ExitCode;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.PurgePlan;
import dev.molly.plan.Refusal;
import dev.molly.retire.Inventory;
import dev.molly.retire.OwnerNotice;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
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
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;

/// A bug that shows with one resource is that one's trouble: how the others stand is still told,
/// and they still go on.
class TroubleTest {
  private static final RegionId FINE = new RegionId("eu-west-1");
  private static final RegionId BROKEN = new RegionId("us-east-1");
  private static final KindId EC2 = new KindId("ec2-instance");

  private final SimCloud cloud = new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 1);
  private final AccountSession session = new SimAws(cloud).session(new AccountRef.Own());
  private final Inventory inventory = inventory();
  private final Map<AccountId, AccountSession> broken =
      Map.of(session.identity().account(), new Broken(session));

  @Test
  void statusTellsHowTheOthersStand() {
    List<RetiredResource> retired =
        new RetirementStatusReader(broken, tracker(), new KnownRecords(tracker()))
            .of(inventory.resources());

    assertThat(retired)
        .hasSize(2)
        .anySatisfy(
            each -> assertThat(each.status()).isInstanceOf(RetiredResource.Status.Known.class))
        .anySatisfy(
            each ->
                assertThat(each.status())
                    .isInstanceOfSatisfying(
                        RetiredResource.Status.Unreachable.class,
                        unseen -> assertThat(unseen.why()).contains("a bug in molly", "boom")));
  }

  @Test
  void theOthersAreRestored() {
    Plan plan = new RetirementPlanner(builders()).planTo(Goal.RESTORED, inventory);

    assertThat(plan.steps())
        .isNotEmpty()
        .allSatisfy(step -> assertThat(step.change().resource().id().region()).isEqualTo(FINE));
    assertThat(plan.refusals())
        .extracting(Refusal::reason)
        .singleElement()
        .asString()
        .contains("boom");
    assertThat(Refusal.exitCode(plan.refusals())).isEqualTo(ExitCode.INCOMPLETE);
  }

  @Test
  void aPurgeOfAllThatIsDueGoesOnWithoutIt() {
    PurgePlan purging = new PurgePlanner(builders(), RetentionWindow.DEFAULT).purgeDue(inventory);

    assertThat(purging.plan().refusals()).isEmpty();
    assertThat(purging.unseen())
        .extracting(Refusal::reason)
        .singleElement()
        .asString()
        .contains("boom");
    assertThat(purging.plan().skipped()).anyMatch(left -> left.contains("boom"));
  }

  @Test
  void leasesOfOthersAreEnded() {
    Plan plan = new LeasePlanner(builders(), cloud.clock()).end(inventory, true);

    assertThat(plan.skipped()).anyMatch(left -> left.contains("is not on a lease"));
    assertThat(plan.refusals())
        .extracting(Refusal::reason)
        .singleElement()
        .asString()
        .contains("boom");
  }

  private PlanBuilderFactory builders() {
    return new PlanBuilderFactory(tracker(), broken);
  }

  private RetirementTracker tracker() {
    return new RetirementTracker(TestKinds.ALL, cloud.clock());
  }

  /// One in each region, both retired.
  private Inventory inventory() {
    var found = new ArrayList<Resource>();
    for (RegionId region : List.of(FINE, BROKEN)) {
      cloud
          .account(SimAws.OWN_ACCOUNT)
          .launch(region.value(), one -> one.named("web-01").launchedAgo(Duration.ofDays(400)));
      Retirable kind = TestKinds.ALL.retirable(EC2);
      var listed = new ArrayList<Resource>();
      kind.list(session, region, new ControlSelection(Set.of(), true), listed::add);
      String uid = listed.getFirst().id().uid();
      session
          .client(Ec2Client.class, region)
          .createTags(
              r ->
                  r.resources(uid)
                      .tags(
                          RetirementRecordCodec.write(record(uid)).entrySet().stream()
                              .map(
                                  tag ->
                                      Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                              .toList()));
      cloud.clock().advance(Duration.ofMinutes(1));
      kind.list(session, region, new ControlSelection(Set.of(), true), found::add);
    }
    return new Inventory(found, 2, List.of(), new TreeSet<>());
  }

  private RetirementRecord record(String uid) {
    Instant now = cloud.clock().instant();
    return new RetirementRecord(
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
        Optional.of(new OwnerNotice(now.minus(Duration.ofDays(10)), "")));
  }

  /// A session in which one region's instances end in a bug.
  private record Broken(AccountSession session) implements AccountSession {
    @Override
    public CallerIdentity identity() {
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
    public <C extends SdkClient> C client(Class<C> type, RegionId region) {
      if (region.equals(BROKEN) && type.equals(Ec2Client.class)) {
        throw new IllegalStateException("boom");
      }
      return session.client(type, region);
    }
  }
}
