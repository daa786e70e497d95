package dev.molly.report.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ControlId;
import dev.molly.plan.Change;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.RunResult;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import dev.molly.report.Rendered;
import dev.molly.report.SamplePlans;
import dev.molly.report.SampleRuns;
import dev.molly.retire.LifecycleAttributes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunTextTest {
  @Test
  void showsEveryResultThatIsNotDoneTheWorstFirst() {
    String text = text(SampleRuns.everyResult());

    List<Integer> places =
        List.of("STOPPED:", "UNKNOWN", "MISMATCH", "FAILED", "DRIFTED", "PAUSED", "ALREADY")
            .stream()
            .map(text::indexOf)
            .toList();
    assertThat(places).isSorted().doesNotContain(-1);
  }

  @Test
  void listsNothingWhenAllIsDone() {
    assertThat(text(SampleRuns.done(SamplePlans.fleet(300))))
        .contains("300 of 300 writes done")
        .contains("Undo      molly undo 20261123T093015Z-3fa4b1\n")
        .doesNotContain("worker-")
        .endsWith("Next      molly scan\n");
  }

  @Test
  void offersNoUndoWhereNothingWasWritten() {
    Plan plan = SamplePlans.small();
    var result =
        new RunResult(SampleRuns.RUN, plan, List.of(), Optional.of("x"), List.of(), List.of());

    assertThat(text(result)).doesNotContain("molly undo").contains("NOT REACHED (5)");
  }

  @Test
  void tellsWhatWasTakenBackFromWhatWasNot() {
    String text = text(SampleRuns.everyResult());

    assertThat(text)
        .contains("NOT TAKEN BACK (1)", "drifted: it is not as this run left it")
        .contains("\nTAKEN BACK (1)", "deny-delete: removes statement MollyDenyDeleteBucket");
  }

  @Test
  void anUndoThatDidNotDoAllIsGivenAgainForTheRunItIsOf() {
    Plan plan = SamplePlans.small();
    var undo = new Plan(Operation.UNDO, plan.steps(), 5, List.of(), List.of());

    String again = "molly undo 20261122T235800Z-000001";
    assertThat(
            Rendered.text(
                out -> new RunText(Rendered.PLAIN).ran(SampleRuns.interrupted(undo), again, out)))
        .contains("Not all is taken back.")
        .endsWith("Next      molly undo 20261122T235800Z-000001\n");
  }

  @Test
  void aRetirementThatStoppedIsGoneOnWithByASweepAndAPurgeByAPurge() {
    for (String command : List.of("retire", "restore", "sweep")) {
      assertThat(text(SampleRuns.interrupted(small(command)))).endsWith("Next      molly sweep\n");
    }
    assertThat(text(SampleRuns.interrupted(small("purge")))).endsWith("Next      molly purge\n");
  }

  /// Without a record, a sweep knows of no retirement.
  @Test
  void aRetirementThatWroteNoRecordIsPlannedAgain() {
    Plan plan = SamplePlans.retire();
    var denied =
        new Outcome(plan.steps().getFirst().change(), Result.FAILED, "it could not be read");
    var stopped =
        new RunResult(
            SampleRuns.RUN, plan, List.of(denied), Optional.of("x"), List.of(), List.of());

    assertThat(text(stopped))
        .contains("This run wrote no record on 1 resource.")
        .doesNotContain("The records say", "molly sweep")
        .endsWith("Next      molly retire i-0a11111111111111a --why \"...\"\n");
    assertThat(text(SampleRuns.interrupted(plan))).endsWith("Next      molly sweep\n");
  }

  /// By the record as it is, a sweep would go on with the retirement.
  @Test
  void aRestoreThatDidNotComeToTheRecordIsTypedAgain() {
    var steps = SamplePlans.retire().steps();
    Plan restore = new Plan(Operation.RESTORE, steps, 1, List.of(), List.of());
    var paused = new Outcome(steps.getFirst().change(), Result.PAUSED, "the token is expired");
    var result =
        new RunResult(
            SampleRuns.RUN, restore, List.of(paused), Optional.empty(), List.of(), List.of());

    assertThat(text(result)).endsWith("Next      molly restore i-0a11111111111111a\n");
    assertThat(text(SampleRuns.interrupted(restore))).endsWith("Next      molly sweep\n");
  }

  @Test
  void aPurgeIsUndoneByARestoreUntilItHasDeleted() {
    Plan retire = SamplePlans.retire();
    var resource = retire.steps().getFirst().change().resource();
    var off = new Change(resource, new ControlId("termination-protection"), "on", "off");
    var gone = new Change(resource, LifecycleAttributes.EXISTENCE, "there", "gone");
    Plan purge = new Plan(Operation.PURGE, retire.steps(), 1, List.of(), List.of());

    assertThat(text(purged(purge, new Outcome(off, Result.DONE, ""))))
        .contains("Undo      molly restore --run " + SampleRuns.RUN + "\n")
        .doesNotContain("molly explain final-copy");
    for (Result result : List.of(Result.DONE, Result.UNKNOWN)) {
      assertThat(
              text(purged(purge, new Outcome(off, Result.DONE, ""), new Outcome(gone, result, ""))))
          .contains("Undo      molly explain final-copy\n")
          .doesNotContain("molly restore");
    }
    assertThat(
            text(
                purged(
                    purge,
                    new Outcome(off, Result.DONE, ""),
                    new Outcome(gone, Result.DRIFTED, "it is in use"))))
        .contains("Undo      molly restore --run " + SampleRuns.RUN + "\n");
  }

  private static RunResult purged(Plan plan, Outcome... outcomes) {
    return new RunResult(
        SampleRuns.RUN, plan, List.of(outcomes), Optional.empty(), List.of(), List.of());
  }

  @Test
  void whatWaitsForAwsIsGoneOnWithByTheCommandThatMay() {
    for (String command : List.of("retire", "restore", "sweep")) {
      assertThat(text(SampleRuns.waiting(small(command)))).endsWith("Next      molly sweep\n");
    }
    assertThat(text(SampleRuns.waiting(small("purge")))).endsWith("Next      molly purge\n");
  }

  @Test
  void aSweepThatOnlyToldOwnersHasNothingToUndo() {
    PlannedChange told = SamplePlans.retire().steps().getFirst();
    var plan = new Plan(Operation.SWEEP, List.of(told), 5, List.of(), List.of());

    assertThat(told.change().control()).isEqualTo(LifecycleAttributes.RETIREMENT);
    assertThat(text(SampleRuns.done(plan))).doesNotContain("Undo");
    assertThat(text(SampleRuns.done(small("sweep")))).contains("Undo      molly restore --run");
  }

  private static Plan small(String command) {
    return new Plan(Operation.of(command), SamplePlans.small().steps(), 5, List.of(), List.of());
  }

  private static String text(RunResult result) {
    return Rendered.text(out -> new RunText(Rendered.PLAIN).ran(result, "molly protect", out));
  }
}
