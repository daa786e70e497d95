package dev.molly.report.change;

import dev.molly.plan.Refusal;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.StatusCounts;
import dev.molly.report.format.TextPage;
import dev.molly.report.format.TextPage.Style;
import java.io.IOException;
import java.util.List;

/// Prints every objection of the guards to a plan, each with its remedy. A remedy shared by
/// several refusals is printed once.
public final class RefusalText {
  private RefusalText() {}

  /// Prints why some resources were left out of a run; nothing if none was.
  public static void leftOut(TextPage page, List<Refusal> reasons) throws IOException {
    if (reasons.isEmpty()) {
      return;
    }
    String many = " (" + StatusCounts.number(reasons.size()) + "):";
    page.labelled(
        0,
        Style.BOLD_RED,
        "LEFT OUT" + many,
        " nothing was written to these, and the rest went on.");
    page.blank();
    print(page, reasons);
  }

  public static void print(TextPage page, List<Refusal> refusals) throws IOException {
    var alike =
        ReportPhrases.groups(refusals, refusal -> List.of(refusal.guard(), refusal.remedy()));
    for (List<Refusal> group : alike.values()) {
      for (Refusal refusal : group) {
        page.labelled(0, Style.RED, refusal.guard() + ":", " " + refusal.reason());
      }
      page.advice(2, "To fix:", group.getFirst().remedy());
      page.blank();
    }
  }
}
