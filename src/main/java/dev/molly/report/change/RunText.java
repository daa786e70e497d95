package dev.molly.report.change;

import dev.molly.model.AccountRegion;
import dev.molly.model.ControlId;
import dev.molly.model.ExitCode;
import dev.molly.plan.Change;
import dev.molly.plan.Operation;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunResult;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import dev.molly.report.format.PrintableText;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.StatusCounts;
import dev.molly.report.format.TextDisplay;
import dev.molly.report.format.TextPage;
import dev.molly.report.format.TextPage.Row;
import dev.molly.report.format.TextPage.Style;
import dev.molly.retire.LifecycleAttributes;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The result of a run as text: the writes that did not go as planned first, with the reason;
/// then the writes that were undone, the summary, and the next command.
public final class RunText {
  /// The results other than plain success, those that need the user's attention first.
  private static final List<Result> TROUBLE_FIRST =
      List.of(
          Result.UNKNOWN,
          Result.MISMATCH,
          Result.FAILED,
          Result.DRIFTED,
          Result.PAUSED,
          Result.DENIED,
          Result.UNTOLD,
          Result.WAITING,
          Result.ALREADY);

  /// The operations that a sweep continues from where they stopped.
  private static final Set<Operation> GO_ON =
      EnumSet.of(Operation.RETIRE, Operation.RESTORE, Operation.SWEEP);

  /// The operations that begin with a record, by which a sweep continues them.
  private static final Set<Operation> BEGINS = EnumSet.of(Operation.RETIRE, Operation.RESTORE);

  /// The results of a write that was made, or may have been made.
  private static final Set<Result> WRITTEN =
      EnumSet.of(Result.DONE, Result.MISMATCH, Result.UNKNOWN);

  private final TextDisplay display;

  public RunText(TextDisplay display) {
    this.display = display;
  }

  /// One write and the explanation of its result.
  private record Line(Change change, String why) {
    AccountRegion place() {
      return change.resource().id().target();
    }

    Row row() {
      return Row.of(change.resource(), ChangeText.line(change));
    }
  }

  /// Prints why nothing was done.
  ///
  /// @param again the command that tries again
  public void refused(List<Refusal> reasons, String again, Writer out) throws IOException {
    var page = new TextPage(out, display);
    String objections = ReportPhrases.count(reasons.size(), "objection");
    page.labelled(0, Style.BOLD_RED, "REFUSED:", " " + objections + ". Nothing was written.");
    page.blank();
    RefusalText.print(page, reasons);
    page.command("Next", again);
    out.flush();
  }

  /// Prints why a run leaves some resources out.
  public void leftOut(List<Refusal> reasons, Writer out) throws IOException {
    var page = new TextPage(out, display);
    RefusalText.leftOut(page, reasons);
    out.flush();
  }

  /// Prints the result of a run.
  ///
  /// @param again the command that was given; it is suggested again after an incomplete undo
  public void ran(RunResult result, String again, Writer out) throws IOException {
    var page = new TextPage(out, display);
    went(page, result, true);
    summary(page, result);
    next(page, result, again);
    out.flush();
  }

  /// Prints the result of a run that is part of a larger command, which prints the next command,
  /// and what was halted, itself.
  public void part(RunResult result, Writer out) throws IOException {
    var page = new TextPage(out, display);
    went(page, result, false);
    summary(page, result);
    out.flush();
  }

  private static void went(TextPage page, RunResult result, boolean halted) throws IOException {
    page.words(0, opening(result));
    page.blank();
    if (halted) {
      HaltedText.print(page, result);
    }
    if (result.stopped().isPresent()) {
      page.labelled(0, Style.BOLD_RED, "STOPPED:", " " + result.stopped().get());
      page.blank();
    }
    for (Result each : TROUBLE_FIRST) {
      section(page, ink(each), each.word(), ResultText.meaning(each), with(result, each));
    }
    section(
        page,
        Style.YELLOW,
        "not reached",
        "the run ended before it came to them",
        unreached(result));
    for (String each : result.notTakenBack()) {
      page.advice(0, "NOT TAKEN BACK:", PrintableText.of(each));
    }
    undone(page, result.undone());
  }

  private static String opening(RunResult result) {
    return "molly %s, run %s: %s of %s done."
        .formatted(
            result.plan().operation().command(),
            result.run(),
            StatusCounts.number(result.count(Result.DONE)),
            ReportPhrases.count(result.plan().steps().size(), "write"));
  }

  private static void undone(TextPage page, List<Outcome> undone) throws IOException {
    section(
        page,
        Style.BOLD_RED,
        "not taken back",
        "the run stopped and could not undo these; look at them",
        undone.stream().filter(outcome -> !tookBack(outcome)).map(RunText::line).toList());
    section(
        page,
        Style.STRONG,
        "taken back",
        "the run stopped and undid what it had done",
        undone.stream().filter(RunText::tookBack).map(RunText::line).toList());
  }

  /// Prints the writes with one result, grouped by account and region and by reason.
  private static void section(
      TextPage page, Style ink, String label, String meaning, List<Line> lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    String many = " (" + StatusCounts.number(lines.size()) + "):";
    page.labelled(0, ink, label.toUpperCase(Locale.ROOT) + many, " " + meaning + ".");
    var alike = ReportPhrases.groups(lines, line -> List.of(line.place(), line.why()));
    for (List<Line> group : alike.values()) {
      Line first = group.getFirst();
      page.blank();
      page.labelled(2, Style.PLAIN, first.place() + ":", " " + page.complete(first.why()));
      List<Row> rows = group.stream().map(Line::row).toList();
      var columns = page.columns(4, rows);
      for (Row row : rows) {
        page.row(4, row, columns);
      }
    }
    page.blank();
  }

  private static void summary(TextPage page, RunResult result) throws IOException {
    page.heading("summary");
    page.blank();
    page.entry("Writes", counts(result));
    page.entry("Run", result.run().value());
    page.command("Journal", "molly journal show --run " + result.run());
    if (leavesSomething(result)) {
      undo(page, result);
    }
  }

  /// Returns counts such as `3 done, 1 failed, 2 not reached, 3 taken back`.
  private static String counts(RunResult result) {
    var counts = new ArrayList<String>();
    counts.add(StatusCounts.number(result.count(Result.DONE)) + " done");
    for (Result each : TROUBLE_FIRST) {
      if (result.count(each) > 0) {
        counts.add(StatusCounts.number(result.count(each)) + " " + each.word());
      }
    }
    int notBegun = result.notBegun().size();
    if (notBegun > 0) {
      counts.add(StatusCounts.number(notBegun) + " not begun");
    }
    int unreached = unreached(result).size();
    if (unreached > 0) {
      counts.add(StatusCounts.number(unreached) + " not reached");
    }
    if (!result.undone().isEmpty()) {
      counts.add(StatusCounts.number(tookBack(result)) + " taken back");
    }
    return String.join(", ", counts);
  }

  /// Returns whether any change that the run made, or may have made, can still be undone.
  private static boolean leavesSomething(RunResult result) {
    long written = WRITTEN.stream().mapToLong(result::count).sum();
    return written > tookBack(result) && !onlyTells(result);
  }

  /// Returns whether the run is a sweep that only notified owners, so that a restore has nothing
  /// to undo.
  private static boolean onlyTells(RunResult result) {
    return result.plan().operation() == Operation.SWEEP
        && result.plan().steps().stream()
            .allMatch(step -> step.change().control().equals(LifecycleAttributes.RETIREMENT));
  }

  /// Prints the command that undoes the run. Staged deletion is undone by a restore, which uses
  /// the records, and so is a purge that has not deleted a resource yet.
  private static void undo(TextPage page, RunResult result) throws IOException {
    switch (result.plan().operation()) {
      case RETIRE, SWEEP -> page.command("Undo", "molly restore --run " + result.run());
      case PURGE -> undoOfPurge(page, result);
      case LEASE -> page.command("Undo", "molly lease " + leased(result) + " --end");
      case RESTORE, EXTEND, RENEW -> {}
      case PROTECT, UNDO -> page.command("Undo", "molly undo " + result.run());
    }
  }

  private static String leased(RunResult result) {
    return result.outcomes().stream()
        .map(outcome -> outcome.change().resource().typed())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  /// By the run, where that is enough: another machine may have given a database its name back.
  private static void undoOfPurge(TextPage page, RunResult result) throws IOException {
    Set<String> deleted = written(result, LifecycleAttributes::deletes);
    Set<String> kept = written(result, _ -> true);
    kept.removeAll(deleted);
    if (!kept.isEmpty()) {
      String what = deleted.isEmpty() ? "--run " + result.run() : String.join(" ", kept);
      page.command("Undo", "molly restore " + what);
    }
    if (!deleted.isEmpty()) {
      page.command("Undo", "molly explain final-copy");
    }
  }

  /// Returns the resources of which the run wrote such a control, or may have written it, each as
  /// it is typed.
  private static Set<String> written(RunResult result, Predicate<ControlId> control) {
    return result.outcomes().stream()
        .filter(outcome -> WRITTEN.contains(outcome.result()))
        .map(Outcome::change)
        .filter(change -> control.test(change.control()))
        .map(change -> change.resource().typed())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static void next(TextPage page, RunResult result, String again) throws IOException {
    Operation operation = result.plan().operation();
    if (!withoutRecord(result).isEmpty()) {
      withoutRecord(page, result, again);
    } else if (result.stopped().isPresent() && GO_ON.contains(operation)) {
      page.blank();
      page.words(0, "Not all is done. The records say where each goes, and a sweep goes on:");
      page.command("Next", page.invocation().goOn("molly sweep"));
    } else if (operation.isStaged() && result.stopped().isEmpty()) {
      afterClimbing(page, result, again);
    } else if (result.exitCode() == ExitCode.CLEAN) {
      page.command("Next", "molly scan");
    } else if (operation == Operation.UNDO && wouldLeaveTheSame(result)) {
      page.blank();
      page.words(0, "Not all is taken back, for the reasons above. How it is now:");
      page.command("Next", "molly scan");
    } else if (operation == Operation.UNDO) {
      page.blank();
      page.words(0, "Not all is taken back. The same command again takes back what is left:");
      page.command("Next", again);
    } else {
      page.blank();
      page.words(0, "Not all is done. This makes a plan of what is left:");
      page.command(
          "Next",
          page.invocation().isOf(operation.word()) ? again : "molly " + operation.command());
    }
  }

  /// Prints the next commands after a run that did not come to the records of some resources: the
  /// next sweep knows of no retirement of them, or of no restore.
  private static void withoutRecord(TextPage page, RunResult result, String again)
      throws IOException {
    Set<String> without = withoutRecord(result);
    String command = result.plan().operation().command();
    boolean none = written(result, _ -> true).isEmpty();
    boolean restores = result.plan().operation() == Operation.RESTORE;
    page.blank();
    page.words(
        0,
        "Not all is done. This run wrote no record on %s. This begins again with %s:"
            .formatted(
                ReportPhrases.count(without.size(), "resource"),
                without.size() == 1 ? "it" : "them"));
    page.command(
        "Next",
        page.invocation().isOf(command) && (none || restores)
            ? again
            : "molly %s %s%s"
                .formatted(command, String.join(" ", without), restores ? "" : " --why \"...\""));
    if (!none && !restores) {
      page.command("Next", page.invocation().goOn("molly sweep"));
    }
  }

  /// Returns the resources whose record a retirement or a restore neither wrote nor found as it is
  /// to be, each as it is typed.
  private static Set<String> withoutRecord(RunResult result) {
    var without = new LinkedHashSet<String>();
    if (BEGINS.contains(result.plan().operation())) {
      result.plan().steps().stream()
          .map(PlannedChange::change)
          .filter(change -> change.control().equals(LifecycleAttributes.RETIREMENT))
          .filter(change -> !change.to().isEmpty())
          .forEach(change -> without.add(change.resource().typed()));
    }
    result.outcomes().stream()
        .filter(outcome -> WRITTEN.contains(outcome.result()) || outcome.result() == Result.ALREADY)
        .forEach(outcome -> without.remove(outcome.change().resource().typed()));
    return without;
  }

  /// Returns whether the same undo would leave the same again: all was read, and what was left has
  /// been changed since the run.
  private static boolean wouldLeaveTheSame(RunResult result) {
    return result.stopped().isEmpty()
        && result.count(Result.DONE) == result.plan().steps().size()
        && result.plan().gaps().isEmpty();
  }

  private static void afterClimbing(TextPage page, RunResult result, String again)
      throws IOException {
    if (result.count(Result.WAITING) > 0) {
      String goesOn = result.plan().operation() == Operation.PURGE ? "purge" : "sweep";
      page.blank();
      page.words(0, "AWS has to finish something first. A " + goesOn + " goes on from there:");
      boolean purges = goesOn.equals("purge") && page.invocation().isOf("purge");
      page.command("Next", purges ? again : page.invocation().goOn("molly " + goesOn));
    } else {
      page.command("Next", "molly status");
    }
  }

  private static List<Line> with(RunResult result, Result wanted) {
    return result.outcomes().stream()
        .filter(outcome -> outcome.result() == wanted)
        .filter(outcome -> !result.halted().contains(outcome))
        .map(outcome -> new Line(outcome.change(), outcome.detail()))
        .toList();
  }

  private static List<Line> unreached(RunResult result) {
    List<Change> notBegun = result.notBegun();
    return result.notReached().stream()
        .filter(change -> !notBegun.contains(change))
        .map(change -> new Line(change, ""))
        .toList();
  }

  private static Line line(Outcome undone) {
    String went = tookBack(undone) ? "" : undone.result().word() + ": ";
    return new Line(undone.change(), went + undone.detail());
  }

  private static long tookBack(RunResult result) {
    return result.undone().stream().filter(RunText::tookBack).count();
  }

  private static boolean tookBack(Outcome undone) {
    return undone.result() == Result.DONE || undone.result() == Result.ALREADY;
  }

  private static Style ink(Result result) {
    return switch (result) {
      case UNKNOWN -> Style.BOLD_YELLOW;
      case MISMATCH, FAILED, DENIED -> Style.RED;
      case DRIFTED, PAUSED, UNTOLD, WAITING -> Style.YELLOW;
      case ALREADY, DONE -> Style.PLAIN;
    };
  }
}
