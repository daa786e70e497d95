package dev.molly.engine.scan;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.Molly;
import dev.molly.SupportedKinds;
import dev.molly.model.AccountRef;
import dev.molly.model.ApiCalls;
import dev.molly.model.CallBudget;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.ScanEstimate;
import dev.molly.model.ScanProgressListener;
import dev.molly.model.Severity;
import dev.molly.policy.PolicySet;
import dev.molly.policy.ScanRequest;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import dev.molly.sim.SimFleet;
import dev.molly.sim.core.SimCall;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EstimatorTest {
  private static final List<String> REGIONS = List.of("eu-west-1", "us-east-1");
  private static final String FLAGS = "ec2:DescribeInstanceAttribute";

  private final SimCloud cloud = new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 3);

  @ParameterizedTest
  @ValueSource(strings = {"baseline", "strict", "production"})
  void aFleetThatDoesNotChangeTakesTheCallsThatWereEstimated(String policy) {
    SimFleet.seed(cloud, SimAws.OWN_ACCOUNT, REGIONS);

    Map<String, Long> estimated = byPlace(estimate(policies(policy)).budget());
    Map<String, Long> made = byPlace(scan(policies(policy)));

    assertThat(made).allSatisfy((api, calls) -> assertThat(api).isIn(estimated.keySet()));
    assertThat(without(estimated, FLAGS)).isEqualTo(without(made, FLAGS));
    for (String region : REGIONS) {
      String flags = region + " " + FLAGS;
      long reads = made.getOrDefault(flags, 0L);
      assertThat(estimated.getOrDefault(flags, 0L)).isBetween(reads, 2 * reads);
    }
  }

  @Test
  void theFlagsOfInstancesAreThoseThatAreRead() {
    var account = cloud.account(SimAws.OWN_ACCOUNT);
    account.launch("eu-west-1", one -> one.named("web-01"));
    PolicySet threeFlags = policies("baseline");

    assertThat(byPlace(estimate(threeFlags).budget())).isEqualTo(byPlace(scan(threeFlags)));

    account.launch("eu-west-1", one -> one.named("web-02").protectedFromTermination());
    PolicySet termination = policies("baseline").atLeast(Severity.HIGH);

    assertThat(byPlace(estimate(termination).budget())).isEqualTo(byPlace(scan(termination)));
  }

  @Test
  void makesTheListingsAndNoCallForOneResource() {
    SimFleet.seed(cloud, SimAws.OWN_ACCOUNT, REGIONS);

    ScanEstimate estimate = estimate(policies("strict"));

    assertThat(cloud.calls()).hasSize((int) estimate.spent());
    assertThat(cloud.calls()).allMatch(call -> call.resources().isEmpty());
    assertThat(cloud.calls()).noneMatch(SimCall::write);
    assertThat(estimate.budget().calls()).isGreaterThan(estimate.spent());
  }

  @Test
  void aPlaceThatCannotBeListedIsAGap() {
    SimFleet.seed(cloud, SimAws.OWN_ACCOUNT, REGIONS);
    cloud.faults().deny("dynamodb:ListTables");

    assertThat(estimate(policies("baseline")).gaps())
        .hasSize(REGIONS.size())
        .allMatch(gap -> gap.kind().equals(Optional.of(new KindId("dynamodb-table"))));
  }

  private PolicySet policies(String name) {
    try (Molly molly = molly()) {
      return molly.policies(name);
    }
  }

  private ScanEstimate estimate(PolicySet policies) {
    try (Molly molly = molly()) {
      return molly.estimate(request(policies), molly.budget(), ScanProgressListener.none());
    }
  }

  private CallBudget scan(PolicySet policies) {
    try (Molly molly = molly()) {
      return molly.scan(request(policies), ScanProgressListener.none()).budget();
    }
  }

  /// Each has a session of its own, as two runs have.
  private Molly molly() {
    return Molly.builder().aws(new SimAws(cloud)).clock(cloud.clock()).build();
  }

  private static ScanRequest request(PolicySet policies) {
    return new ScanRequest(
        List.of(new AccountRef.Own()),
        new RegionSelection.Named(REGIONS.stream().map(RegionId::new).toList()),
        SupportedKinds.aws().catalog().kinds(),
        policies);
  }

  private static Map<String, Long> byPlace(CallBudget budget) {
    return budget.made().stream()
        .collect(toMap(each -> each.region() + " " + each.api(), ApiCalls::calls));
  }

  private static Map<String, Long> without(Map<String, Long> calls, String api) {
    return calls.entrySet().stream()
        .filter(each -> !each.getKey().endsWith(api))
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
