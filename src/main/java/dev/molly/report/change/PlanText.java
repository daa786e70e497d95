package dev.molly.report.change;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.molly.model.AccountRegion;
import dev.molly.model.Evidence;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.ResourceId;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
import dev.molly.report.format.Invocation;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.StatusCounts;
import dev.molly.report.format.TextDisplay;
import dev.molly.report.format.TextPage;
import dev.molly.report.format.TextPage.Row;
import dev.molly.report.format.TextPage.Style;
import dev.molly.text.ShellQuoting;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// A plan as text: gaps first, then each write, by account and region, kind and control, with
/// the equivalent command; then the summary, the objections of the guards, and the next command.
/// Information shared by many writes is printed once.
public final class PlanText {
  /// The number of calls per write: the resource and its setting are read before the write, and
  /// the setting after it.
  private static final int CALLS_PER_WRITE = 4;

  /// EC2's published rate for each writing API, in one account and region. RDS and S3 publish
  /// none.
  private static final int EC2_WRITES_PER_SECOND = 5;

  /// The largest number of resources that is shown step by step.
  private static final int FEW = 5;

  private final TextDisplay display;
  private final boolean saved;
  private final boolean details;
  private final String given;

  /// Creates a display of a plan that was just made, with all details.
  public PlanText(TextDisplay display) {
    this(display, false, true);
  }

  /// @param saved whether the plan comes from a file
  /// @param details whether each step of each resource is shown, regardless of their number
  public PlanText(TextDisplay display, boolean saved, boolean details) {
    this(display, saved, details, "");
  }

  private PlanText(TextDisplay display, boolean saved, boolean details, String given) {
    this.display = display;
    this.saved = saved;
    this.details = details;
    this.given = given;
  }

  /// Returns a display that shows the digest in a phrase, and not the phrase.
  ///
  /// @param phrase the phrase of the displayed plan, at the time of the phrase that was given; may
  ///     be empty
  public PlanText confirmedBy(String phrase) {
    return new PlanText(display, saved, details, phrase);
  }

  /// Prints a plan before any of it is written.
  ///
  /// @param objections the objections of the guards to the plan
  /// @param phrase the phrase that confirms the plan; empty when it is not to be shown here
  public void render(Plan plan, List<Refusal> objections, String phrase, Writer out)
      throws IOException {
    render(plan, objections, phrase, Map.of(), out);
  }

  /// Prints the plan of a command that asks for no confirmation.
  public void renderUnasked(Plan plan, Writer out) throws IOException {
    confirmedBy(plan.digest().brief()).render(plan, List.of(), "", Map.of(), out);
    if (!plan.steps().isEmpty()) {
      var page = new TextPage(out, display);
      page.command("Next", again(plan));
      out.flush();
    }
  }

  /// Prints a plan before any of it is written.
  ///
  /// @param objections the objections of the guards to the plan
  /// @param phrase the phrase that confirms the plan; empty when it is not to be shown here
  /// @param evidence the evidence about each resource that is taken to a goal
  public void render(
      Plan plan,
      List<Refusal> objections,
      String phrase,
      Map<ResourceId, List<Evidence>> evidence,
      Writer out)
      throws IOException {
    var page = new TextPage(out, display);
    page.words(0, opening(plan));
    page.blank();
    gaps(page, plan.gaps());
    if (!plan.refusals().isEmpty()) {
      refused(page, plan.refusals());
    }
    boolean brief = !details && plan.resources() > FEW;
    for (var place : ReportPhrases.groups(plan.steps(), PlanText::place).entrySet()) {
      if (StagedPlanText.isOf(place.getValue()) && brief) {
        StagedPlanSummary.place(page, place.getKey(), place.getValue(), evidence);
      } else if (StagedPlanText.isOf(place.getValue())) {
        StagedPlanText.place(page, place.getKey(), place.getValue(), evidence);
      } else {
        place(page, place.getKey(), place.getValue(), plan, !brief);
      }
    }
    left(page, plan.skipped());
    notes(page, plan.notes());
    if (plan.steps().isEmpty()) {
      objections(page, plan, objections);
      end(page, plan);
    } else {
      summary(page, plan, phrase.isEmpty() ? given : phrase);
      if (brief) {
        page.words(0, "Each step, with its command, and all that was found out about each:");
        String again = display.invocation().again();
        page.command(
            "Details", (display.invocation().isTyped() ? again : "molly ...") + " --details");
        page.blank();
      }
      end(page, plan, objections, phrase);
    }
    out.flush();
  }

  private static void refused(TextPage page, List<Refusal> refused) throws IOException {
    page.labelled(
        0,
        Style.BOLD_RED,
        "REFUSED:",
        " "
            + ReportPhrases.count(refused.size(), "reason")
            + ". Nothing of this plan can be done.");
    page.blank();
    RefusalText.print(page, refused);
  }

  /// Prints why a plan without a step is refused all the same, as its exit code says.
  private static void objections(TextPage page, Plan plan, List<Refusal> objections)
      throws IOException {
    List<Refusal> others = others(plan, objections);
    if (!others.isEmpty()) {
      page.heading("objections");
      page.words(0, "Any plan would be refused now, and so is this one:");
      page.blank();
      RefusalText.print(page, others);
    }
  }

  private static List<Refusal> others(Plan plan, List<Refusal> objections) {
    return objections.stream().filter(no -> !plan.refusals().contains(no)).toList();
  }

  private static void end(TextPage page, Plan plan) throws IOException {
    String next = plan.operation().isStaged() ? "molly status" : "molly scan";
    page.command("Next", plan.gaps().isEmpty() ? next : "molly explain gap");
  }

  private static String opening(Plan plan) {
    if (plan.steps().isEmpty() && !plan.refusals().isEmpty()) {
      return "This is no plan: molly " + plan.operation().command() + " would be refused.";
    }
    if (plan.steps().isEmpty()) {
      String where = plan.gaps().isEmpty() ? "" : " in what could be read";
      return "Nothing to do"
          + where
          + ": molly "
          + plan.operation().command()
          + " would write nothing.";
    }
    return "This is a plan: nothing was written. molly %s would make %s to %s."
        .formatted(
            plan.operation().command(),
            ReportPhrases.count(plan.steps().size(), "write"),
            ReportPhrases.count(plan.resources(), "resource"));
  }

  private static void gaps(TextPage page, List<String> gaps) throws IOException {
    if (gaps.isEmpty()) {
      return;
    }
    ReportPhrases.gaps(page, gaps.size(), "what is there");
    page.blank();
    for (String gap : gaps) {
      page.labelled(2, Style.PLAIN, "", gap);
    }
    page.blank();
  }

  private static void place(
      TextPage page, AccountRegion place, List<PlannedChange> steps, Plan plan, boolean commands)
      throws IOException {
    page.place(place);
    page.blank();
    for (var group : ReportPhrases.groups(steps, PlanText::attribute).entrySet()) {
      group(page, group.getKey(), group.getValue(), plan, commands);
    }
  }

  /// Prints one control of one kind in one account and region.
  private static void group(
      TextPage page, String attribute, List<PlannedChange> steps, Plan plan, boolean commands)
      throws IOException {
    boolean oneCost = steps.stream().map(step -> step.call().cost()).distinct().count() == 1;
    page.labelled(
        0, Style.STRONG, attribute + ":", " " + ReportPhrases.count(steps.size(), "write"));
    String why = plan.operation() == Operation.PROTECT ? "Rule:" : "Why:";
    page.labelled(2, Style.PLAIN, why, " " + shared(steps, PlannedChange::why));
    page.labelled(2, Style.PLAIN, "Needs:", " " + shared(steps, step -> step.call().permission()));
    if (oneCost) {
      page.labelled(2, Style.PLAIN, "Costs:", " " + cost(steps.getFirst()));
    }
    page.advice(2, "Undone by:", undoneBy(plan));
    page.blank();
    List<Row> rows = steps.stream().map(PlanText::row).toList();
    var columns = page.columns(4, rows);
    for (int i = 0; i < rows.size(); i++) {
      page.row(4, rows.get(i), columns);
      if (!oneCost) {
        page.labelled(6, Style.PLAIN, "Costs:", " " + cost(steps.get(i)));
      }
      if (commands) {
        ChangeText.command(page, steps.get(i).call().command());
      }
    }
    page.blank();
  }

  /// Returns how the plan is undone. `molly undo` does not apply to a lease, whose record holds
  /// the settings to restore and when.
  private static String undoneBy(Plan plan) {
    return switch (plan.operation()) {
      case LEASE -> {
        String id =
            plan.resources() == 1 ? plan.steps().getFirst().change().resource().typed() : "ID";
        yield "molly lease " + id + " --end, or by the first sweep after the lease has ended";
      }
      case RENEW -> "another lease: molly lease ID --for 2h --why \"...\"";
      case PROTECT, UNDO, RETIRE, SWEEP, RESTORE, EXTEND, PURGE ->
          "molly undo RUN-ID, which the run will name";
    };
  }

  private static void left(TextPage page, List<String> left) throws IOException {
    if (left.isEmpty()) {
      return;
    }
    page.heading("left as it is");
    page.words(0, "No write is planned for these, and why:");
    page.blank();
    for (String each : left) {
      page.advice(2, "", each);
    }
    page.blank();
  }

  private static void notes(TextPage page, List<String> notes) throws IOException {
    if (notes.isEmpty()) {
      return;
    }
    page.heading("before you apply it");
    for (String each : notes) {
      page.words(0, each);
    }
    page.blank();
  }

  /// @param phrase the phrase with the digest to show, or the digest alone; may be empty
  private static void summary(TextPage page, Plan plan, String phrase) throws IOException {
    int writes = plan.steps().size();
    page.heading("summary");
    page.blank();
    page.entry("Resources", share(plan));
    page.entry("Writes", StatusCounts.number(writes));
    page.entry(
        "Calls",
        StatusCounts.number((long) writes * CALLS_PER_WRITE)
            + " or more: for each write 2 reads before it and 1 after it");
    page.entry("Time", time(plan.steps()));
    page.entry("Gaps", plan.gaps().isEmpty() ? "none" : StatusCounts.number(plan.gaps().size()));
    page.entry(
        "Skipped",
        plan.skipped().isEmpty() ? "nothing" : StatusCounts.number(plan.skipped().size()));
    if (!phrase.isEmpty()) {
      page.entry("Digest", digest(phrase));
    }
    page.blank();
  }

  /// Returns the digest in the confirmation phrase, which is also bound to the time of the plan.
  private static String digest(String phrase) {
    String[] words = phrase.split(" ", -1);
    return words.length < 2 ? phrase : words[words.length - 2];
  }

  private static String share(Plan plan) {
    String touched = StatusCounts.number(plan.resources());
    if (plan.fleetSize() == 0) {
      return touched;
    }
    double percent = 100.0 * plan.resources() / plan.fleetSize();
    return String.format(
        Locale.ROOT,
        "%s of the %s that were seen (%.1f %%)",
        touched,
        StatusCounts.number(plan.fleetSize()),
        percent);
  }

  /// Estimates the time. Accounts and regions run in parallel, so the slowest of them determines
  /// it.
  private static String time(List<PlannedChange> steps) {
    Map<AccountRegion, Long> ec2 =
        steps.stream()
            .filter(step -> step.call().api().startsWith("ec2:"))
            .collect(groupingBy(PlanText::place, TreeMap::new, counting()));
    if (ec2.isEmpty()) {
      return "as long as AWS takes: it publishes no rate for these writes";
    }
    var slowest = ec2.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    double perSecond = EC2_WRITES_PER_SECOND * RateLimitConfig.DEFAULT.sharePercent() / 100.0;
    return String.format(
        Locale.ROOT,
        "about %s at the allowed rate: %s in %s, %.0f a second",
        ReportPhrases.count((long) Math.ceil(slowest.getValue() / perSecond), "second"),
        ReportPhrases.count(slowest.getValue(), "EC2 write"),
        slowest.getKey(),
        perSecond);
  }

  private void end(TextPage page, Plan plan, List<Refusal> objections, String phrase)
      throws IOException {
    Invocation typed = display.invocation();
    String again = again(plan);
    if (objections.isEmpty() && phrase.isEmpty()) {
      page.words(0, "Nothing has been written yet.");
      return;
    }
    if (objections.isEmpty()) {
      String same = typed.isTyped() ? "" : ", with the same options as now";
      page.words(0, "Nothing was written. To carry this plan out" + same + ":");
      Optional<String> file = saved ? Optional.empty() : typed.value("--out");
      if (file.isPresent()) {
        String apply = typed.same("molly apply " + ShellQuoting.file(file.get()));
        page.command("Next", "%s --confirm \"%s\"".formatted(apply, phrase));
        return;
      }
      String more = (typed.isTyped() ? "" : " ...") + (saved ? "" : " --apply");
      page.command("Next", "%s%s --confirm \"%s\"".formatted(again, more, phrase));
      return;
    }
    page.heading("objections");
    page.words(
        0,
        "As it is, this plan would be refused: "
            + ReportPhrases.count(objections.size(), "objection")
            + ".");
    page.blank();
    List<Refusal> others = others(plan, objections);
    RefusalText.print(page, others);
    if (others.size() < objections.size()) {
      page.words(0, above(others.size(), objections.size()));
    }
    boolean stale = RefusalNextCommand.isStale(typed, plan, objections);
    String then = saved && !stale ? "carry it out" : "make the plan again";
    page.words(0, "Nothing was written. When they are satisfied, " + then + ":");
    page.command("Next", RefusalNextCommand.command(again, typed, plan, objections));
  }

  private String again(Plan plan) {
    Invocation typed = display.invocation();
    return typed.isTyped() ? typed.again() : "molly " + plan.operation().command();
  }

  private static Row row(PlannedChange step) {
    return Row.of(step.change().resource(), ChangeText.of(step.change()));
  }

  private static String shared(List<PlannedChange> steps, Function<PlannedChange, String> by) {
    return steps.stream().map(by).distinct().sorted().collect(joining(", "));
  }

  private static String cost(PlannedChange step) {
    return step.call().cost().isEmpty() ? "nothing" : step.call().cost();
  }

  /// Says that the refusals of the plan itself are above its resources.
  private static String above(int others, int all) {
    if (others > 0) {
      return "The others are said above.";
    }
    return all == 1 ? "It is said above." : "They are said above.";
  }

  private static AccountRegion place(PlannedChange step) {
    return step.change().resource().id().target();
  }

  private static String attribute(PlannedChange step) {
    return step.change().resource().id().kind() + " " + step.change().control();
  }
}
