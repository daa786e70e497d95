package dev.molly.report.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.AccountRegion;
import dev.molly.model.ControlId;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.PlannedChange;
import dev.molly.report.Rendered;
import dev.molly.report.SamplePlans;
import dev.molly.report.format.TextPage;
import dev.molly.retire.LifecycleAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StagedPlanTextTest {
  private static final String RETIRE = text(SamplePlans.retire().steps());

  @Test
  void numbersTheStepsAfterTheReasonTheDueDateAndTheWayBack() {
    assertThat(RETIRE)
        .containsSubsequence(
            "i-0a11111111111111a web-01 (ec2-instance)\n",
            "Why: moved to the new cluster\n",
            "Due: 2026-12-07T09:30:15Z (UTC)\n",
            "Undone by:\n      molly restore arn:aws:ec2:",
            "1. ",
            "2. run-state",
            "3. final-copy",
            "Costs: snapshots are stored\n",
            "4. name");
  }

  /// The last of them may delete, and counts on those before it.
  @Test
  void theCommandsOfAStagedDeletionArePastedAtOnceAndEndWithTheFirstThatFails() throws Exception {
    String commands = RETIRE.substring(RETIRE.indexOf("      aws ec2")).stripTrailing();

    var shell =
        new ProcessBuilder(
                "sh", "-c", "aws() { echo \"$2\"; [ \"$2\" != run-state ]; }\n" + commands + "\n")
            .start();

    assertThat(new String(shell.getInputStream().readAllBytes(), UTF_8).lines())
        .containsExactly("retirement", "run-state");
    assertThat(shell.waitFor()).isNotZero();
  }

  @Test
  void aDeleteIsUndoneByNothing() {
    List<PlannedChange> steps =
        List.of(towards(Goal.PURGED, LifecycleAttributes.EXISTENCE, "there", "gone"));

    assertThat(text(steps)).contains("Undone by: nothing.", "molly explain final-copy");
    assertThat(StagedPlanText.facts(steps))
        .containsExactly("Undone by: nothing. What is left of it: molly explain final-copy");
  }

  @Test
  void aRestoreIsUndoneByAnotherRetirement() {
    List<PlannedChange> steps =
        List.of(towards(Goal.RESTORED, LifecycleAttributes.RUN_STATE, "stopped", "running"));

    assertThat(StagedPlanText.facts(steps))
        .containsExactly("Undone by: molly retire ID --why \"...\"");
    assertThat(text(steps)).contains("molly retire arn:aws:ec2:").contains("--why \"...\"");
  }

  @Test
  void showsNoCommandThatHidesSomething() {
    PlannedChange step = SamplePlans.retire().steps().get(1);
    ApiCall call = step.call();
    var hidden =
        new ApiCall(call.api(), call.permission(), call.arn(), "aws ec2 \u202e run-state", "");

    String text =
        text(List.of(new PlannedChange(step.change(), "", hidden, step.why(), step.goal())));

    assertThat(text).doesNotContain("\u202e", "By hand:").contains("--out FILE keeps it");
  }

  @Test
  void belongsToStepsTowardsAGoalAlone() {
    assertThat(StagedPlanText.isOf(SamplePlans.retire().steps())).isTrue();
    assertThat(StagedPlanText.isOf(SamplePlans.small().steps())).isFalse();
  }

  private static PlannedChange towards(Goal goal, ControlId attribute, String from, String to) {
    PlannedChange step = SamplePlans.retire().steps().getFirst();
    var change = new Change(step.change().resource(), attribute, from, to);
    return new PlannedChange(change, "", step.call(), "because", Optional.of(goal));
  }

  private static String text(List<PlannedChange> steps) {
    AccountRegion place = steps.getFirst().change().resource().id().target();
    return Rendered.text(
        out -> StagedPlanText.place(new TextPage(out, Rendered.PLAIN), place, steps, Map.of()));
  }
}
