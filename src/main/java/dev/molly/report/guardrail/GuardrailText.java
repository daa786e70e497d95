package dev.molly.report.guardrail;

import dev.molly.guardrail.DoorResult;
import dev.molly.guardrail.DoorResult.State;
import dev.molly.guardrail.GuardrailReport;
import dev.molly.report.format.TextDisplay;
import dev.molly.report.format.TextPage;
import dev.molly.report.format.TextPage.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// The doors, for readers: first those that are not closed, with what would close them.
public final class GuardrailText {
  private GuardrailText() {}

  public static void write(GuardrailReport report, TextDisplay display, Writer out)
      throws IOException {
    var page = new TextPage(out, display);
    for (State state : List.of(State.OPEN, State.UNKNOWN)) {
      for (DoorResult result : report.in(state)) {
        String accepted = result.accepted() ? ", accepted" : "";
        page.labelled(
            0,
            result.accepted() ? Style.STRONG : Style.BOLD_RED,
            "%s%s %s: ".formatted(state.name(), accepted, result.door().id()),
            result.door().what());
        page.words(2, because(result));
        page.blank();
      }
    }
    for (DoorResult result : report.in(State.CLOSED)) {
      page.labelled(
          0, Style.STRONG, "CLOSED %s: ".formatted(result.door().id()), result.door().what());
      page.words(2, "by " + result.because());
    }
    page.blank();
    page.entry("SCPs", String.join(", ", report.controlPolicies()));
    page.entry("Caller", caller(report));
    page.entry("Doors", doors(report));
    page.entry("Result", result(report));
    page.command("Next", "molly explain guardrails");
  }

  private static String because(DoorResult result) {
    return result.state() == State.OPEN ? "To close it: " + result.because() : result.because();
  }

  private static String caller(GuardrailReport report) {
    return report.identityPolicies().isEmpty()
        ? "may do everything that no SCP denies; --policy FILE gives its own policies"
        : "has " + String.join(", ", report.identityPolicies());
  }

  private static String doors(GuardrailReport report) {
    return "%d closed, %d open, %d unknown; %d of them accepted"
        .formatted(
            report.in(State.CLOSED).size(),
            report.in(State.OPEN).size(),
            report.in(State.UNKNOWN).size(),
            report.doors().stream().filter(DoorResult::accepted).count());
  }

  private static String result(GuardrailReport report) {
    long open = report.count(State.OPEN);
    long unknown = report.count(State.UNKNOWN);
    if (open + unknown == 0) {
      return "No door is open that was not accepted.";
    }
    return "%d open, %d unknown. Name the doors that you accept: --accept DOOR"
        .formatted(open, unknown);
  }
}
