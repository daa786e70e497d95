package dev.molly.report.staged;

import static java.util.stream.Collectors.joining;

import dev.molly.model.ExitCode;
import dev.molly.plan.RunResult;
import dev.molly.report.change.HaltedText;
import dev.molly.report.change.RefusalText;
import dev.molly.report.change.RunText;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.StatusCounts;
import dev.molly.report.format.TextDisplay;
import dev.molly.report.format.TextPage;
import dev.molly.report.format.TextPage.Style;
import dev.molly.retire.NextAction;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.RetiredResource.Status;
import dev.molly.text.ShellQuoting;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// The result of a sweep, for users: resources that need attention, resources that become due,
/// the writes, and the resources that wait.
public final class SweepText {
  private final TextDisplay display;

  public SweepText(TextDisplay display) {
    this.display = display;
  }

  public void render(SweepReport sweep, Writer out) throws IOException {
    var page = new TextPage(out, display);
    for (RunResult run : sweep.runs()) {
      HaltedText.print(page, run);
    }
    unannounced(page, sweep.unannounced());
    page.words(0, opening(sweep));
    page.blank();
    RetiredText.gaps(page, sweep.after());
    RetiredText.stuck(page, sweep.after().stuck());
    if (!sweep.refused().isEmpty()) {
      String what = sweep.runs().isEmpty() ? " nothing was written" : " not all was done";
      page.labelled(0, Style.BOLD_RED, "REFUSED:", what + " for these reasons.");
      page.blank();
      RefusalText.print(page, sweep.refused());
    }
    RefusalText.leftOut(page, sweep.leftOut());
    told(page, sweep);
    for (RunResult run : sweep.runs()) {
      new RunText(display).part(run, out);
      page.blank();
    }
    waiting(page, sweep.after().retired());
    for (String left : left(sweep)) {
      page.labelled(0, Style.YELLOW, "LEFT:", " " + left + ".");
    }
    page.command("Next", page.invocation().same(next(sweep)));
    out.flush();
  }

  /// Writes that a sweep would announce some resources on no channel; nothing if there are none.
  public void unannounced(List<RetiredResource> all, Writer out) throws IOException {
    unannounced(new TextPage(out, display), all);
    out.flush();
  }

  /// Returns the next command. A status shows the resources that need attention in full; the
  /// next sweep continues the remaining work, but not what a person has to confirm first.
  private static String next(SweepReport sweep) {
    if (!sweep.unannounced().isEmpty()) {
      return "molly explain notify";
    }
    if (!left(sweep).isEmpty()) {
      return "molly sweep";
    }
    boolean goesOn =
        sweep.after().retired().stream().anyMatch(each -> each.isUnderWay() && !each.isHeldBack());
    return goesOn && sweep.exitCode() == ExitCode.CLEAN ? "molly sweep --wait" : "molly status";
  }

  /// Returns the changes that the limit left for the next sweep.
  private static List<String> left(SweepReport sweep) {
    return sweep.runs().stream().flatMap(run -> run.plan().leftForTheNextSweep().stream()).toList();
  }

  /// Writes the missing announcements. They come first, because without a notice no resource is
  /// ever purged, and every later sweep ends in the same way.
  private static void unannounced(TextPage page, List<RetiredResource> all) throws IOException {
    if (all.isEmpty()) {
      return;
    }
    page.labelled(
        0,
        Style.BOLD_RED,
        "NOT ANNOUNCED:",
        " %s due, and there is no channel to tell the owners by. What was not announced is not purged."
            .formatted(
                ReportPhrases.count(all.size(), "retired resource")
                    + (all.size() == 1 ? " falls" : " fall")));
    page.advice(
        2,
        "What to do:",
        "name a channel in molly.yaml, as notify: { command: [./tell-owner] } (molly explain"
            + " notify); or tell the owners yourself, and say so: molly sweep --told "
            + all.stream()
                .map(each -> ShellQuoting.quote(each.resource().ref().typed()))
                .collect(joining(",")));
    page.blank();
  }

  private static String opening(SweepReport sweep) {
    int all = sweep.after().retired().size();
    return "molly sweep: %s now, %s announced to their owners%s, %s. It deletes nothing."
        .formatted(
            ReportPhrases.count(all, "retired resource"),
            StatusCounts.number(sweep.told().size()),
            sweep.untold().isEmpty()
                ? ""
                : " and " + StatusCounts.number(sweep.untold().size()) + " not",
            ReportPhrases.needAttention(sweep.after().stuck().size()));
  }

  private static void told(TextPage page, SweepReport sweep) throws IOException {
    for (RetiredResource each : sweep.told()) {
      fallsDue(page, each, sweep);
      page.blank();
    }
    for (SweepReport.Unannounced each : sweep.untold()) {
      fallsDue(page, each.retired(), sweep);
      page.labelled(
          2,
          Style.BOLD_RED,
          "NOT TOLD:",
          " " + (each.noChannel() ? "there is no channel" : page.complete(each.why())));
      page.blank();
    }
  }

  private static void fallsDue(TextPage page, RetiredResource each, SweepReport sweep)
      throws IOException {
    var ref = each.resource().ref();
    var record = each.record().orElseThrow();
    page.labelled(
        0,
        Style.BOLD_YELLOW,
        "FALLS DUE:",
        " %s %s %s at %s, %s. Retired by %s: %s"
            .formatted(
                ref.identifier(),
                ref.name().equals(ref.identifier()) ? "" : ref.name(),
                RetiredText.place(each),
                record.due(),
                RetiredText.in(record.due(), sweep.after().at()),
                record.by(),
                record.why()));
    page.advice(2, "To give it more time:", "molly extend %s --by 7d".formatted(ref.typed()));
    page.advice(2, "To get it back:", "molly restore " + ref.typed());
  }

  private static void waiting(TextPage page, List<RetiredResource> all) throws IOException {
    for (RetiredResource each : all) {
      if (each.status() instanceof Status.Known(var record, NextAction.Wait wait)
          || each.status() instanceof Status.Unreachable) {
        page.labelled(
            0,
            Style.YELLOW,
            each.resource().ref().identifier() + ":",
            " " + RetiredText.state(each));
      }
    }
  }
}
