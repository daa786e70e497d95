package dev.molly.report.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.guard.ConfirmationInput;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
import dev.molly.report.Rendered;
import dev.molly.report.SamplePlans;
import dev.molly.report.SampleRefusals;
import dev.molly.report.format.TextDisplay;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTextTest {
  @ParameterizedTest
  @ValueSource(ints = {60, 80, 120})
  void cutsNoIdAndNoCommand(int width) {
    for (Plan plan : List.of(SamplePlans.small(), SamplePlans.nasty(), SamplePlans.fleet(300))) {
      List<String> lines = text(plan, List.of(), width).lines().map(String::strip).toList();

      for (PlannedChange step : plan.steps()) {
        String id = step.change().resource().identifier();
        String command = step.call().command();
        assertThat(lines).anyMatch(line -> line.equals(id) || line.startsWith(id + "  "));
        assertThat(command.contains("\n") || lines.contains(command)).as(command).isTrue();
      }
    }
  }

  @Test
  void showsNoCommandThatWouldNotBeTheOneThatIsMeant() {
    String text = text(SamplePlans.nasty(), List.of(), 80);

    assertThat(text)
        .contains("--out FILE keeps it")
        .doesNotContain("put-bucket-policy --region eu-west-1 --bucket lines");
  }

  @Test
  void letsNoNamePassForACommand() {
    String name = "aws ec2 terminate-instances --region eu-west-1 --instance-ids i-0b1";

    String text = text(SamplePlans.named(name), List.of(), 80);

    assertThat(text.lines()).noneMatch(line -> line.startsWith("      aws ec2 terminate"));
    assertThat(text).contains("      name: aws ec2 terminate-instances --region eu-west-1");
  }

  @Test
  void saysOnceWhatManyWritesShare() {
    String text = text(SamplePlans.fleet(300), List.of(), 80);

    assertThat(text.lines().filter(line -> line.startsWith("  Needs: "))).hasSize(2 + 1);
    assertThat(text.lines().filter(line -> line.startsWith("      aws "))).hasSize(300);
  }

  @Test
  void saysOfEachWriteWhatItCostsWhereTheyDiffer() {
    assertThat(text(SamplePlans.small(), List.of(), 120))
        .contains("orders   7 -> 35\n      Costs: backup storage for 35 days\n")
        .contains("  Costs: nothing\n");
  }

  @Test
  void addsUp() {
    String text = text(SamplePlans.fleet(300), List.of(), 120);

    assertThat(text)
        .contains("Resources 300 of the 3,000 that were seen (10.0 %)\n")
        .contains("Writes    300\n")
        .contains("Calls     1,200 or more")
        .contains("Time      about 45 seconds at the allowed rate: 180 EC2 writes in")
        .containsPattern("Digest    ([0-9a-f]{8})\n(?s:.*) \\1 20[0-9TZ]+\"");
  }

  @Test
  void showsGapsBeforeEverythingElseAndNeverCallsThemClean() {
    String text = text(SamplePlans.nasty(), List.of(), 80);

    assertThat(text.indexOf("GAPS: 2 places")).isBetween(0, text.indexOf("== account"));
    assertThat(text(SamplePlans.emptyForGaps(), List.of(), 80))
        .contains("Nothing to do in what could be read")
        .endsWith("Next      molly explain gap\n");
  }

  @Test
  void showsAllObjectionsAndThenNoPhrase() {
    Plan plan = SamplePlans.nasty();

    String text = text(plan, SampleRefusals.objections(plan), 80);

    assertThat(text)
        .contains("identity: ", "blast-radius: ", "freeze: ", "completeness: ", "drift: ")
        .doesNotContain("--apply --confirm");
  }

  @Test
  void endsWithAPhraseThatTheGuardsTake() {
    Plan plan = SamplePlans.small();

    String next = text(plan, List.of(), 80).lines().toList().getLast();
    String phrase = next.substring(next.indexOf('"') + 1, next.lastIndexOf('"'));

    assertThat(SampleRefusals.refusals(plan, new ConfirmationInput.Given(phrase))).isEmpty();
  }

  @Test
  void asksForNoPhraseThatItWasNotGiven() {
    String text =
        Rendered.text(
            out -> new PlanText(Rendered.PLAIN).render(SamplePlans.small(), List.of(), "", out));

    assertThat(text).endsWith("Nothing has been written yet.\n").doesNotContain("--confirm");
  }

  private static String text(Plan plan, List<Refusal> objections, int width) {
    var display = new TextDisplay(width, false);
    String phrase = SampleRefusals.phrase(plan);
    return Rendered.text(out -> new PlanText(display).render(plan, objections, phrase, out));
  }
}
