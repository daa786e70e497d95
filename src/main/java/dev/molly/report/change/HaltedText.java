package dev.molly.report.change;

import dev.molly.model.ResourceRef;
import dev.molly.plan.RunResult;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.StatusCounts;
import dev.molly.report.format.TextPage;
import dev.molly.report.format.TextPage.Style;
import java.io.IOException;

/// The resources that a run halted while the others went on, as text: each with the step at which
/// it was halted, the reason, and the next command for it.
public final class HaltedText {
  private HaltedText() {}

  /// Prints the halted resources of a run; nothing if there are none.
  public static void print(TextPage page, RunResult result) throws IOException {
    for (Outcome halted : result.halted()) {
      one(page, result, halted);
      page.blank();
    }
  }

  private static void one(TextPage page, RunResult result, Outcome halted) throws IOException {
    ResourceRef resource = halted.change().resource();
    String name = resource.name().equals(resource.identifier()) ? "" : " " + resource.name();
    page.labelled(
        0,
        Style.BOLD_RED,
        "HALTED:",
        " %s%s (%s, %s): %s: %s."
            .formatted(
                resource.identifier(),
                name,
                resource.id().kind(),
                resource.id().target(),
                ChangeText.line(halted.change()),
                ResultText.meaning(halted.result())));
    page.labelled(2, Style.PLAIN, "Reason:", " " + page.complete(halted.detail()));
    page.labelled(2, Style.PLAIN, "Others:", " " + others(result, resource));
    next(page, result, resource);
  }

  /// Returns a sentence about the later steps of a halted resource and about the other resources.
  private static String others(RunResult result, ResourceRef resource) {
    long later =
        result.notBegun().stream()
            .filter(change -> change.resource().id().equals(resource.id()))
            .count();
    long others = result.wentOn();
    return "%s; %s."
        .formatted(
            later == 0
                ? "it has no later step in this run"
                : ReportPhrases.count(later, "later step")
                    + " of it "
                    + (later == 1 ? "was" : "were")
                    + " not begun",
            others == 0
                ? "no other resource went on"
                : (others == 1 ? "1 other resource" : StatusCounts.number(others) + " others")
                    + " went on");
  }

  private static void next(TextPage page, RunResult result, ResourceRef resource)
      throws IOException {
    String id = resource.typed();
    switch (result.plan().operation()) {
      case RETIRE, SWEEP -> {
        page.advice(2, "To try again:", "molly sweep");
        page.advice(2, "To get it back:", "molly restore " + id);
      }
      case RESTORE -> page.advice(2, "To try again:", "molly restore " + id);
      case PURGE -> {
        page.advice(2, "To try again:", "molly purge " + id);
        page.advice(2, "To get it back:", "molly restore " + id);
      }
      case EXTEND -> page.advice(2, "To look at it:", "molly status");
      case LEASE, RENEW -> page.advice(2, "To try again:", "molly lease " + id + " --end");
      case PROTECT, UNDO -> {}
    }
  }
}
