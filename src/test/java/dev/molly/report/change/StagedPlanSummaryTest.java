package dev.molly.report.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.AccountRegion;
import dev.molly.model.Evidence;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.report.Rendered;
import dev.molly.report.SamplePlans;
import dev.molly.report.format.TextPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StagedPlanSummaryTest {
  @Test
  void saysOnceWhatResourcesShareAndHasALineForEach() {
    Plan plan = many(3);

    String text = text(plan, Map.of());

    assertThat(text)
        .containsSubsequence(
            "3 ec2-instances: 4 writes each: retirement, run-state, final-copy, name\n",
            "Undone by: molly restore ID",
            "Costs: snapshots are stored\n",
            "i-0",
            "i-1",
            "i-2");
    assertThat(text.split("Undone by:", -1)).hasSize(2);
    assertThat(text.split("snapshots are stored", -1)).hasSize(2);
  }

  @Test
  void aResourceWithOtherStepsIsNotCountedWithTheRest() {
    List<PlannedChange> steps = new ArrayList<>(many(3).steps());
    steps.removeLast();
    Plan plan = new Plan(Operation.RETIRE, steps, 100, List.of(), List.of());

    assertThat(text(plan, Map.of()))
        .contains("2 ec2-instances: 4 writes each", "1 ec2-instance: 3 writes each");
  }

  @Test
  void namesWarningsAndWhatIsNotKnownOfEachResource() {
    Plan plan = many(1);
    Map<ResourceId, List<Evidence>> evidence =
        Map.of(
            plan.steps().getFirst().change().resource().id(),
            List.of(
                new Evidence.Warning(Evidence.Topic.USE, "it is in use"),
                new Evidence.Unknown(Evidence.Topic.BACKUP, "denied", "")));

    assertThat(text(plan, evidence)).contains("Warnings: use; not known: backup");
    assertThat(text(plan, Map.of())).doesNotContain("Warnings", "not known");
  }

  /// The plan of one retirement, for several resources.
  private static Plan many(int count) {
    List<PlannedChange> steps = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      for (PlannedChange step : SamplePlans.retire().steps()) {
        ResourceRef like = step.change().resource();
        var id =
            new ResourceId(like.id().kind(), like.id().account(), like.id().region(), "i-" + n);
        var ref = new ResourceRef(id, "i-" + n, "web-" + n, like.arn());
        var change =
            new Change(ref, step.change().control(), step.change().from(), step.change().to());
        steps.add(
            new PlannedChange(change, step.fingerprint(), step.call(), step.why(), step.goal()));
      }
    }
    return new Plan(Operation.RETIRE, steps, 100, List.of(), List.of());
  }

  private static String text(Plan plan, Map<ResourceId, List<Evidence>> evidence) {
    AccountRegion place = plan.steps().getFirst().change().resource().id().target();
    return Rendered.text(
        out ->
            StagedPlanSummary.place(
                new TextPage(out, Rendered.PLAIN), place, plan.steps(), evidence));
  }
}
