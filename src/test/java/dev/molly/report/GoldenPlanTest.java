package dev.molly.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunResult;
import dev.molly.report.change.PlanJson;
import dev.molly.report.change.PlanText;
import dev.molly.report.change.RunJson;
import dev.molly.report.change.RunText;
import dev.molly.report.format.PrintableText;
import dev.molly.report.format.TextDisplay;
import dev.molly.report.format.TextPage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is shown before and after a run, as it was last looked at and found good. After a change on
/// purpose, run with `-Dmolly.golden=write` and read the difference before it is committed.
class GoldenPlanTest {
  private static final Pattern COMMAND =
      Pattern.compile("^ +(aws|molly) |^(Next|Undo|Journal) +molly ");

  /// Each is a golden file of that name.
  enum Shown {
    PLAN_SMALL,
    PLAN_FLEET,
    PLAN_NASTY,
    PLAN_EMPTY,
    PLAN_EMPTY_FOR_GAPS,
    PLAN_RETIRE,
    PLAN_RETIRE_REFUSED,
    RUN_RETIRE_WAITING,
    REFUSED,
    RUN_DONE,
    RUN_INTERRUPTED,
    RUN_EVERY_RESULT;

    private String on(TextDisplay display) {
      return switch (this) {
        case PLAN_SMALL -> confirmable(display, SamplePlans.small());
        case PLAN_FLEET -> confirmable(display, SamplePlans.fleet(40));
        case PLAN_NASTY -> objectedTo(display, SamplePlans.nasty());
        case PLAN_EMPTY -> confirmable(display, SamplePlans.empty());
        case PLAN_EMPTY_FOR_GAPS -> confirmable(display, SamplePlans.emptyForGaps());
        case PLAN_RETIRE -> confirmable(display, SamplePlans.retire());
        case PLAN_RETIRE_REFUSED -> confirmable(display, SamplePlans.retireRefused());
        case RUN_RETIRE_WAITING -> ran(display, SampleRuns.waiting(SamplePlans.retire()));
        case REFUSED -> refused(display, SampleRefusals.everyRefusal());
        case RUN_DONE -> ran(display, SampleRuns.done(SamplePlans.fleet(40)));
        case RUN_INTERRUPTED -> ran(display, SampleRuns.interrupted(SamplePlans.small()));
        case RUN_EVERY_RESULT -> ran(display, SampleRuns.everyResult());
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void showsWhatItShowedBefore(Shown shown) throws IOException {
    String file = shown.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".text";

    Golden.assertSame(file, shown.on(Rendered.PLAIN));
  }

  @Test
  void writesWhatItWroteBefore() throws IOException {
    Golden.assertSame("plan-nasty.json", json(SamplePlans.nasty()));
    Golden.assertSame(
        "run-every-result.json",
        Rendered.text(out -> RunJson.write(SampleRuns.everyResult(), out)));
  }

  @ParameterizedTest
  @EnumSource
  void showsNothingUnseen(Shown shown) {
    assertThat(shown.on(Rendered.PLAIN).codePoints().filter(c -> c != '\n'))
        .noneMatch(PrintableText::unseen);
  }

  @ParameterizedTest
  @EnumSource
  void saysTheSameInColour(Shown shown) {
    String coloured = shown.on(new TextDisplay(80, true));

    assertThat(coloured).contains("\u001b[");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(shown.on(Rendered.PLAIN));
  }

  @ParameterizedTest
  @EnumSource
  void isNoWiderThanTheDisplayButForIdsAndCommands(Shown shown) {
    for (int width : List.of(60, 80, 120)) {
      List<String> tooLong =
          shown
              .on(new TextDisplay(width, false))
              .lines()
              .filter(line -> TextPage.columns(line) > width)
              .toList();

      assertThat(tooLong)
          .allMatch(line -> COMMAND.matcher(line).find() || !line.strip().contains(" "));
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsWithTheNextCommand(Shown shown) {
    assertThat(shown.on(Rendered.PLAIN).lines().toList().getLast()).startsWith("Next      molly ");
  }

  private static String confirmable(TextDisplay display, Plan plan) {
    String phrase = SampleRefusals.phrase(plan);
    return Rendered.text(out -> new PlanText(display).render(plan, List.of(), phrase, out));
  }

  private static String objectedTo(TextDisplay display, Plan plan) {
    List<Refusal> objections = SampleRefusals.objections(plan);
    return Rendered.text(out -> new PlanText(display).render(plan, objections, "", out));
  }

  private static String refused(TextDisplay display, List<Refusal> reasons) {
    return Rendered.text(out -> new RunText(display).refused(reasons, "molly protect", out));
  }

  private static String ran(TextDisplay display, RunResult result) {
    return Rendered.text(out -> new RunText(display).ran(result, "molly protect", out));
  }

  private static String json(Plan plan) {
    return Rendered.text(out -> PlanJson.write(plan, out));
  }
}
