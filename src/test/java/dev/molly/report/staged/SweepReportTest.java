package dev.molly.report.staged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ExitCode;
import dev.molly.plan.Change;
import dev.molly.plan.LeftOut;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunResult;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import dev.molly.report.SamplePlans;
import dev.molly.report.SampleRuns;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RetiredResource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SweepReportTest {
  @Test
  void whatWasLeftOutMakesItIncomplete() {
    RetirementStatus after = SampleRetired.goingOn();
    RetiredResource one = after.retired().getFirst();
    var no = new Refusal("drift", "i-0a2 (web-02) is no longer what the plan saw", "look again");
    var leftOut = List.of(new LeftOut(one.resource().ref(), List.of(no)));

    SweepReport sweep =
        SweepReport.of(after, List.of(one), List.of(), List.of(), leftOut, List.of(), true);

    assertThat(sweep.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(sweep.exitCodeOfWrites()).isEqualTo(ExitCode.INCOMPLETE);
  }

  @Test
  void anOwnerWhoIsLeftForTheNextSweepMakesItIncomplete() {
    RetirementStatus after = SampleRetired.goingOn();

    SweepReport sweep =
        SweepReport.of(after, after.retired(), List.of(), List.of(), List.of(), List.of(), true);

    assertThat(sweep.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(sweep.exitCodeOfWrites()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void withoutAChannelItSaysHowToTellTheOwner() {
    RetirementStatus after = SampleRetired.goingOn();

    SweepReport sweep =
        SweepReport.of(after, after.retired(), List.of(), List.of(), List.of(), List.of(), false);

    assertThat(sweep.unannounced()).isEqualTo(after.retired());
    assertThat(sweep.untold())
        .singleElement()
        .satisfies(each -> assertThat(each.why()).endsWith("molly sweep --told i-0a2"));
  }

  @Test
  void onlyAWrittenRecordCountsAsTold() {
    RetirementStatus after = SampleRetired.goingOn();
    Change record =
        new Change(
            after.retired().getFirst().resource().ref(),
            LifecycleAttributes.RETIREMENT,
            "before",
            "told");

    for (Result result : Result.values()) {
      SweepReport sweep =
          SweepReport.of(
              after,
              after.retired(),
              List.of(run(record, result)),
              List.of(),
              List.of(),
              List.of(),
              true);

      boolean written = result == Result.DONE || result == Result.ALREADY;
      assertThat(sweep.told()).as(result.name()).hasSize(written ? 1 : 0);
      assertThat(sweep.untold()).as(result.name()).hasSize(written ? 0 : 1);
    }
  }

  @Test
  void exitsWithTheWorst() {
    RetirementStatus every = SampleRetired.every();
    var seen = every.retired().subList(0, 5);

    assertThat(every.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(
            new RetirementStatus(SampleRetired.NOW, SampleRetired.LOOKED, seen, List.of())
                .exitCode())
        .isEqualTo(ExitCode.FINDINGS);
    assertThat(
            new RetirementStatus(
                    SampleRetired.NOW, SampleRetired.LOOKED, seen.subList(0, 3), List.of())
                .exitCode())
        .isEqualTo(ExitCode.CLEAN);
    assertThat(SampleRetired.sweep().exitCode()).isEqualTo(ExitCode.PARTLY_FAILED);
  }

  private static RunResult run(Change change, Result result) {
    return new RunResult(
        SampleRuns.RUN,
        SamplePlans.empty(),
        List.of(new Outcome(change, result, "")),
        Optional.empty(),
        List.of(),
        List.of());
  }
}
