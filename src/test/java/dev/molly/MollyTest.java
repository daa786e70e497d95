package dev.molly;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.guard.ConfirmationInput;
import dev.molly.kind.s3.BucketKind;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.CallBudget;
import dev.molly.model.ExitCode;
import dev.molly.model.Finding;
import dev.molly.model.HubFinding;
import dev.molly.model.HubImport;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.RuleId;
import dev.molly.model.ScanReport;
import dev.molly.model.Severity;
import dev.molly.model.UserError;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.RetiredResource;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import dev.molly.sim.SimFleet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MollyTest {
  private static final String IRELAND = "eu-west-1";

  @TempDir private Path state;

  private final SimCloud cloud = new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 3);
  private final String web =
      cloud
          .account(SimAws.OWN_ACCOUNT)
          .launch(IRELAND, one -> one.named("web-01").launchedAgo(Duration.ofDays(400)))
          .id();

  private MollyBuilder builder() {
    return Molly.builder()
        .aws(new SimAws(cloud))
        .clock(cloud.clock())
        .sleeper(cloud.clock()::advance)
        .regions(IRELAND);
  }

  private Molly molly() {
    return builder().stateFolder(state).build();
  }

  private static ScanReport scan(Molly molly) {
    return molly.scan(molly.policies("baseline"));
  }

  @Test
  void aFindingOffersProtectWhereProtectPlansAChangeOfItsResource() {
    SimFleet.seed(cloud, SimAws.OWN_ACCOUNT, List.of(IRELAND));
    try (Molly molly = builder().build()) {
      ScanReport report = molly.scan(molly.policies("strict"));

      Set<ResourceRef> planned =
          molly.protect(report).plan().steps().stream()
              .map(step -> step.change().resource())
              .collect(toSet());
      for (String rule : List.of("strict-s3-delete-denied", "strict-s3-object-lock")) {
        List<Finding> offers = offers(report, rule);
        assertThat(offers.isEmpty()).as(rule).isEqualTo(rule.endsWith("lock"));
        assertThat(offers).allMatch(each -> planned.contains(each.resource()));
      }
    }
  }

  private static List<Finding> offers(ScanReport report, String rule) {
    return report.findings().stream()
        .filter(each -> each.rule().value().equals(rule) && each.protectable())
        .toList();
  }

  @Test
  void aFindingOfAnAccountThatIsNotInTheScanIsImportedByNoOtherSession() {
    var id =
        new ResourceId(
            new KindId("ec2-instance"), new AccountId("444455556666"), new RegionId(IRELAND), web);
    var finding =
        new HubFinding(
            "1",
            new RuleId("ec2-termination-protection"),
            new ResourceRef(id, web, "", ""),
            Severity.HIGH,
            HubFinding.Status.FAILED,
            false,
            cloud.clock().instant(),
            cloud.clock().instant(),
            "",
            "",
            "");
    try (Molly molly = molly()) {
      HubImport done = molly.importFindings(List.of(new AccountRef.Own()), Stream.of(finding));

      assertThat(done.failed()).isEqualTo(1);
      assertThat(done.problems())
          .containsExactly("444455556666/eu-west-1: the scan has no session in this account");
    }
  }

  @Test
  void aScanSaysWhichCallsItMadeAndWhichWereThrottled() {
    try (Molly molly = molly()) {
      scan(molly);
      cloud.faults().throttle("ec2:DescribeImages", 1);
      int before = cloud.calls().size();

      CallBudget budget = scan(molly).budget();

      assertThat(budget.calls()).isEqualTo(cloud.calls().size() - before);
      assertThat(budget.throttled()).isEqualTo(1);
      assertThat(budget.places())
          .containsOnlyKeys(
              new CallBudget.Place(
                  Optional.of(new AccountId(SimAws.OWN_ACCOUNT)), new RegionId(IRELAND)));
    }
  }

  private static long violations(Molly molly) {
    return scan(molly).findings().stream().filter(each -> each.status().violation()).count();
  }

  private static ApplyResult apply(Molly molly, Plan plan) {
    return molly.apply(plan, new ConfirmationInput.Given(molly.phrase(plan)));
  }

  @Test
  void protectsWhatWasChosenAndTakesItBack() {
    Molly molly = molly();
    long before = violations(molly);

    Plan plan = molly.protect(scan(molly)).where(found -> true).plan();
    ApplyResult applied = apply(molly, plan);

    assertThat(applied.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(violations(molly)).isLessThan(before);
    applied.runs().forEach(run -> molly.undo(run.run()));
    assertThat(violations(molly)).isEqualTo(before);
  }

  @Test
  void choosesTheFindingsThatEveryConditionChooses() {
    Molly molly = molly();

    Plan plan = molly.protect(scan(molly)).where(found -> true).where(found -> false).plan();

    assertThat(plan.steps()).isEmpty();
  }

  @Test
  void appliesNothingWithoutThePhraseOfThePlan() {
    Molly molly = molly();
    Plan plan = molly.protect(scan(molly)).plan();
    long before = violations(molly);

    assertRefused(molly.apply(plan, new ConfirmationInput.None()), "confirmation");
    assertRefused(molly.apply(plan, new ConfirmationInput.Given("protect 1")), "confirmation");

    assertThat(violations(molly)).isEqualTo(before);
  }

  @Test
  void appliesNoMoreThanTheLimit() {
    Molly molly = builder().stateFolder(state).limit(0).build();

    assertRefused(apply(molly, molly.protect(scan(molly)).plan()), "blast-radius");
  }

  @Test
  void onlyReadsWithoutAStateFolder() {
    Molly molly = builder().build();
    Plan plan = molly.protect(scan(molly)).plan();
    long before = violations(molly);

    assertThat(plan.steps()).isNotEmpty();
    assertThat(molly.status().retired()).isEmpty();
    assertThatThrownBy(() -> apply(molly, plan))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("only reads");
    assertThat(violations(molly)).isEqualTo(before);
  }

  @Test
  void retiresWhatIsNamedAndBringsItBack() {
    Molly molly = molly();
    Plan plan =
        molly.retire("web-01").because("moved").keepFor(Duration.ofDays(30)).accept().plan();
    assertThat(apply(molly, plan).exitCode()).isEqualTo(ExitCode.CLEAN);
    List<RetiredResource> retired = molly.status().retired();

    assertThat(retired)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.resource().ref().identifier()).isEqualTo(web);
              assertThat(one.record().orElseThrow().why()).isEqualTo("moved");
              assertThat(one.record().orElseThrow().due())
                  .isAfter(cloud.clock().instant().plus(Duration.ofDays(29)));
            });
    assertThat(molly.purge("web-01").plan().refusals())
        .extracting(Refusal::guard)
        .containsExactly("undo-window");
    molly.restore("web-01").apply();
    cloud.clock().advance(Duration.ofMinutes(10));
    assertThat(molly.sweep().exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(molly.status().retired()).isEmpty();
  }

  @Test
  void refusesANameThatNothingHasAndOneThatSeveralHave() {
    Molly molly = molly();
    cloud.account(SimAws.OWN_ACCOUNT).launch(IRELAND, one -> one.named("web-01"));

    assertThatThrownBy(() -> molly.retire("web-02").because("moved").plan())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("web-02 is not there");
    assertThatThrownBy(() -> molly.retire("web-01").because("moved").plan())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("web-01 is ambiguous: 2 resources");
    assertThatThrownBy(() -> molly.retire().because("moved"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knowsOnlyTheKindsItWasGiven() {
    Molly molly =
        builder().kinds(new SupportedKinds(List.of(new BucketKind()))).stateFolder(state).build();

    assertThatThrownBy(() -> molly.retire(web).because("moved").plan())
        .isInstanceOf(UserError.class);
    assertThat(molly().protect(scan(molly())).plan().steps()).isNotEmpty();
  }

  @Test
  void findsTheMinimumRetentionInTheReport() {
    cloud.account(SimAws.OWN_ACCOUNT).createDb(IRELAND, "orders", one -> one.backupRetention(1));
    Molly molly = molly();

    Plan plan = molly.protect(scan(molly)).where(MollyTest::isAboutBackups).plan();

    assertThat(plan.steps())
        .singleElement()
        .satisfies(step -> assertThat(step.change().to()).isEqualTo("7"));
  }

  private static boolean isAboutBackups(Finding found) {
    return found.control().value().equals("backup-retention");
  }

  private static void assertRefused(ApplyResult result, String guard) {
    assertThat(result)
        .isInstanceOfSatisfying(
            ApplyResult.Refused.class,
            refused -> assertThat(refused.reasons()).extracting(Refusal::guard).contains(guard));
  }
}
