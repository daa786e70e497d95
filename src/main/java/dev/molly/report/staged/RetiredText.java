package dev.molly.report.staged;

import dev.molly.model.ResourceRef;
import dev.molly.plan.Goal;
import dev.molly.plan.Refusal;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.TextPage;
import dev.molly.report.format.TextPage.Style;
import dev.molly.retire.Blocker;
import dev.molly.retire.NextAction;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.RetiredResource.Status;
import dev.molly.retire.RetirementRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The parts of the reports on retired resources, for users: resources that need attention
/// always come first.
public final class RetiredText {

  private RetiredText() {}

  static void gaps(TextPage page, RetirementStatus retirementStatus) throws IOException {
    if (retirementStatus.gaps().isEmpty()) {
      return;
    }
    ReportPhrases.gaps(page, retirementStatus.gaps().size(), "whether something is retired there");
    for (var gap : retirementStatus.gaps()) {
      page.labelled(2, Style.PLAIN, ReportPhrases.place(gap) + ":", " " + ReportPhrases.why(gap));
    }
    page.blank();
  }

  /// Writes the resources that molly does not process further, or not with success.
  static void stuck(TextPage page, List<RetiredResource> stuck) throws IOException {
    for (RetiredResource each : stuck) {
      ResourceRef ref = each.resource().ref();
      String what = " " + ref.identifier() + " " + place(each) + ": ";
      switch (each.status()) {
        case Status.InvalidRecord(var why) -> {
          page.labelled(0, Style.BOLD_RED, "NO RECORD TO RELY ON:", what + why);
          page.labelled(
              2,
              Style.STRONG,
              "What to do:",
              " molly leaves it alone, and restores it from nothing: molly explain"
                  + " retirement-record");
        }
        case Status.Known(var record, NextAction.Blocked(Refusal why)) -> {
          page.labelled(0, Style.BOLD_RED, "BLOCKED:", " " + place(each) + " " + why.reason());
          notKnown(page, each);
          page.advice(2, "What to do:", why.remedy());
        }
        case Status.Known known -> {
          if (each.failedStart().isPresent()) {
            Blocker why = each.failedStart().get();
            page.labelled(0, Style.BOLD_RED, "NOT STARTED:", what + why.reason());
            page.advice(2, "What to do:", why.remedy());
          }
        }
        case Status.Unreachable unseen -> {}
      }
      page.blank();
    }
  }

  static String place(RetiredResource each) {
    var id = each.resource().id();
    return "(" + id.kind() + ", " + id.target() + ")";
  }

  /// Writes all details of one resource.
  static void one(TextPage page, RetiredResource each, Instant now) throws IOException {
    ResourceRef ref = each.resource().ref();
    String name = ref.name().equals(ref.identifier()) ? "" : "  " + ref.name();
    page.labelled(0, Style.STRONG, ref.identifier(), name + "  (" + ref.id().kind() + ")");
    page.labelled(2, Style.PLAIN, "State:", " " + state(each));
    if (each.record().isPresent()) {
      record(page, each, each.record().get(), now);
    }
    page.blank();
  }

  private static void record(
      TextPage page, RetiredResource each, RetirementRecord record, Instant now)
      throws IOException {
    if (record.goal() == Goal.RETIRED) {
      page.labelled(2, Style.PLAIN, "Due:", " " + page.complete(due(record, now)));
    }
    page.labelled(2, Style.PLAIN, "Retired:", " " + record.at() + " by " + record.by());
    page.labelled(2, Style.PLAIN, "Why:", " " + record.why());
    if (record.name().isPresent() && !record.name().get().equals(each.resource().ref().name())) {
      page.labelled(2, Style.PLAIN, "Was called:", " " + record.name().get());
    }
    if (!record.options().isEmpty()) {
      page.labelled(2, Style.PLAIN, "Options:", " " + String.join(", ", record.options()));
    }
    notKnown(page, each);
    page.advice(2, "Undo:", "molly restore " + each.resource().ref().typed());
  }

  private static void notKnown(TextPage page, RetiredResource each) throws IOException {
    if (each.isUnknownHere()) {
      page.labelled(
          2,
          Style.BOLD_YELLOW,
          "Not known here:",
          " this state folder's journal did not write its record, or it was taken back elsewhere"
              + " since. A restore sets what the record says (molly explain retirement-record)");
    }
  }

  private static String due(RetirementRecord record, Instant now) {
    if (record.isForGood()) {
      return ReportPhrases.NEVER_DUE;
    }
    String told = record.told().map(notice -> "; its owner was told at " + notice.at()).orElse("");
    return record.due() + ", " + in(record.due(), now) + told;
  }

  /// Returns the time left: `in 13 days 4 hours`; `in less than an hour`; `which is now: molly
  /// purge`.
  static String in(Instant due, Instant now) {
    if (!now.isBefore(due)) {
      return "which is now: molly purge";
    }
    Duration left = Duration.between(now, due);
    String hours = ReportPhrases.count(left.toHoursPart(), "hour");
    if (left.toDays() == 0) {
      return left.toHours() == 0 ? "in less than an hour" : "in " + hours;
    }
    String days = ReportPhrases.count(left.toDays(), "day");
    return "in " + days + (left.toHoursPart() == 0 ? "" : " " + hours);
  }

  static String state(RetiredResource each) {
    return switch (each.status()) {
      case Status.InvalidRecord(var why) -> "no record to rely on: " + why;
      case Status.Unreachable(var record, var why) -> "not known: " + why;
      case Status.Known(var record, NextAction.Done reached) ->
          (record.goal() == Goal.RESTORED ? "restored" : "retired, all of it done")
              + each.meanwhile().map(what -> "; " + what).orElse("");
      case Status.Known(var record, NextAction.Wait(_, var forWhat)) ->
          goal(record) + ", waits: " + forWhat + " (molly sweep goes on)";
      case Status.Known(var record, NextAction.Apply(var change)) ->
          "%s, next is %s (molly sweep goes on)%s"
              .formatted(
                  goal(record),
                  change.control(),
                  each.failedStart().map(why -> "; " + why.reason()).orElse(""));
      case Status.Known(var record, NextAction.Blocked(var why)) -> "blocked: " + why.reason();
    };
  }

  private static String goal(RetirementRecord record) {
    return record.goal() == Goal.RESTORED ? "being restored" : "being retired";
  }
}
