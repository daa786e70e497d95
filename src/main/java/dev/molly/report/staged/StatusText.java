package dev.molly.report.staged;

import dev.molly.model.AccountRegion;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.StatusCounts;
import dev.molly.report.format.TextDisplay;
import dev.molly.report.format.TextPage;
import dev.molly.retire.NextAction;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.RetiredResource.Status;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// The retired resources, for users.
public final class StatusText {
  private final TextDisplay display;

  public StatusText(TextDisplay display) {
    this.display = display;
  }

  public void render(RetirementStatus retirementStatus, Writer out) throws IOException {
    var page = new TextPage(out, display);
    page.words(0, opening(retirementStatus));
    page.blank();
    RetiredText.gaps(page, retirementStatus);
    RetiredText.stuck(page, retirementStatus.stuck());
    for (var place :
        ReportPhrases.groups(retirementStatus.retired(), StatusText::place).entrySet()) {
      page.place(place.getKey());
      page.blank();
      for (RetiredResource each : place.getValue()) {
        RetiredText.one(page, each, retirementStatus.at());
      }
    }
    page.command("Next", page.invocation().same(next(retirementStatus)));
    out.flush();
  }

  private static String opening(RetirementStatus retirementStatus) {
    List<RetiredResource> all = retirementStatus.retired();
    if (all.isEmpty()) {
      return retirementStatus.gaps().isEmpty()
          ? "Nothing is retired%s.".formatted(where(retirementStatus))
          : "Nothing is retired in what could be read.";
    }
    long due = all.stream().filter(each -> each.isDue(retirementStatus.at())).count();
    return "%s: %s due, %s."
        .formatted(
            ReportPhrases.count(all.size(), "retired resource"),
            due == 0 ? "none is" : StatusCounts.number(due),
            ReportPhrases.needAttention(retirementStatus.stuck().size()));
  }

  /// Returns the places searched, so that one region is not mistaken for all.
  private static String where(RetirementStatus retirementStatus) {
    return switch (retirementStatus.looked().size()) {
      case 0 -> "";
      case 1 -> " in " + retirementStatus.looked().getFirst();
      default ->
          " in any of %s".formatted(ReportPhrases.count(retirementStatus.looked().size(), "place"));
    };
  }

  private static String next(RetirementStatus retirementStatus) {
    List<RetiredResource> all = retirementStatus.retired();
    if (!retirementStatus.gaps().isEmpty()) {
      return "molly explain gap";
    }
    if (all.isEmpty()) {
      return "molly scan";
    }
    boolean goesOn =
        all.stream()
            .anyMatch(
                each ->
                    each.next().isPresent()
                        && (each.next().get() instanceof NextAction.Apply
                            || each.next().get() instanceof NextAction.Wait));
    boolean due =
        all.stream()
            .anyMatch(
                each ->
                    each.isDue(retirementStatus.at())
                        && each.status() instanceof Status.Known(var r, NextAction.Done done)
                        && r.told().isPresent());
    return !goesOn && due ? "molly purge" : "molly sweep";
  }

  private static AccountRegion place(RetiredResource each) {
    return each.resource().id().target();
  }
}
