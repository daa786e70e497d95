package dev.molly.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.Finding;
import dev.molly.model.RuleGuidance;
import dev.molly.model.RuleId;
import dev.molly.model.RuleSummary;
import dev.molly.model.ScanReport;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.simulation.world.ManualEdits;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectPlannerTest {
  private final World world = new World(1);

  @Test
  void plansAChangeForEachFindingThatWasChosen() {
    String id = launch();
    ScanReport report = world.scan();

    Plan plan = plan(report, "termination-protection");

    assertThat(plan.operation()).isEqualTo(Operation.PROTECT);
    assertThat(plan.fleetSize()).isEqualTo(1);
    assertThat(plan.steps())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.change().resource().identifier()).isEqualTo(id);
              assertThat(step.change().from()).isEqualTo("off");
              assertThat(step.change().to()).isEqualTo("on");
              assertThat(step.fingerprint()).isNotEmpty();
              assertThat(step.why()).isEqualTo("ec2-instance-termination-protection");
              assertThat(step.goal()).isEmpty();
            });
  }

  @Test
  void plansNothingForAResourceThatIsExemptOrCompliant() {
    world.account.launch(World.REGION, one -> one.named("web-01").tagged("exempt", "true"));
    world.account.launch(World.REGION, one -> one.named("web-02").protectedFromTermination());

    Plan plan = plan(world.scan(), "termination-protection");

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.skipped()).isEmpty();
    assertThat(plan.fleetSize()).isEqualTo(2);
  }

  @Test
  void goesByTheResourceAsItIsNowAndNotByTheScan() {
    String id = launch();
    ScanReport report = world.scan();
    ManualEdits.on(world, id).protect(id, true);
    world.cloud.clock().advance(Duration.ofMinutes(1));

    assertThat(plan(report, "termination-protection").steps()).isEmpty();
  }

  @Test
  void saysThatAResourceIsGone() {
    String id = launch();
    ScanReport report = world.scan();
    world.account.ec2(World.REGION).terminateInstances(r -> r.instanceIds(id));
    world.cloud.clock().advance(Duration.ofHours(2));

    Plan plan = plan(report, "termination-protection");

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.skipped()).containsExactly(id + " termination-protection: it is gone");
  }

  @Test
  void leavesOutAResourceThatCannotBeReadAndSaysWhy() {
    String id = launch();
    ScanReport report = world.scan();
    world.cloud.faults().deny("ec2:DescribeInstances");

    Plan plan = plan(report, "termination-protection");

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.skipped())
        .singleElement()
        .asString()
        .startsWith(id + " termination-protection: ")
        .contains("ec2:DescribeInstances");
  }

  @Test
  void leavesOutAFindingThatIsUnknownAndSaysWhy() {
    String id = launch();
    world.cloud.faults().deny("ec2:DescribeInstanceAttribute");
    ScanReport report = world.scan();
    world.cloud.faults().clear();

    Plan plan = plan(report, "termination-protection");

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.skipped())
        .singleElement()
        .asString()
        .startsWith(id + " termination-protection: ")
        .contains("ec2:DescribeInstanceAttribute");
  }

  @Test
  void carriesTheGapsOfTheScan() {
    launch();
    world.cloud.faults().deny("rds:DescribeDBClusters");

    Plan plan = plan(world.scan(), "termination-protection");

    assertThat(plan.gaps()).isNotEmpty().allMatch(gap -> gap.contains("rds"));
    assertThat(plan.steps()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a-rule", "z-rule"})
  void ofTwoRulesForOneControlTheLongerTimeIsPlannedWhicheverComesFirst(String other) {
    world.account.createDb(World.REGION, "orders", one -> one.backupRetention(1));
    ScanReport scanned = world.scan();
    Finding week =
        scanned.findings().stream()
            .filter(finding -> finding.control().value().equals("backup-retention"))
            .findFirst()
            .orElseThrow();

    Plan plan =
        plan(with(scanned, week, new RuleId(other), Duration.ofDays(30)), "backup-retention");

    assertThat(plan.steps())
        .extracting(step -> step.change().from() + " -> " + step.change().to())
        .containsExactly("1 -> 30");
  }

  /// The same report, with a second rule that requires another time of the same control.
  private static ScanReport with(ScanReport report, Finding like, RuleId id, Duration atLeast) {
    var findings = new ArrayList<>(report.findings());
    findings.add(
        new Finding(
            id,
            like.severity(),
            like.resource(),
            like.control(),
            like.status(),
            like.reason(),
            like.missingPermission(),
            like.fix(),
            like.protectable(),
            like.explain(),
            like.owner()));
    var rules = new ArrayList<>(report.rules());
    rules.add(
        new RuleSummary(
            id,
            like.resource().id().kind(),
            like.control(),
            like.severity(),
            "",
            List.of(),
            "",
            Optional.of(atLeast),
            RuleGuidance.NONE));
    return new ScanReport(
        report.startedAt(),
        report.endedAt(),
        report.mollyVersion(),
        report.policies(),
        rules,
        report.targets(),
        report.resources(),
        report.budget(),
        report.gaps(),
        findings);
  }

  private Plan plan(ScanReport report, String control) {
    return world.molly().protect(report, finding -> finding.control().value().equals(control));
  }

  private String launch() {
    return world.account.launch(World.REGION, one -> one.named("web-01")).id();
  }
}
