package dev.molly.report;

import dev.molly.model.Goal;
import dev.molly.model.Refusal;
import dev.molly.model.ResourceRef;
import dev.molly.report.TextPage.Ink;
import dev.molly.retire.Next;
import dev.molly.retire.Retired;
import dev.molly.retire.Retired.Standing;
import dev.molly.retire.Retirement;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What is retired, for people: what somebody has to look at comes first, whatever else there is.
final class RetiredText {
  static final String NEVER_DUE = "never: it is kept, empty, for its name";

  private RetiredText() {}

  static void gaps(TextPage page, Register register) throws IOException {
    if (register.gaps().isEmpty()) {
      return;
    }
    Phrases.gaps(page, register.gaps().size(), "whether something is retired there");
    for (var gap : register.gaps()) {
      page.labelled(2, Ink.PLAIN, Phrases.place(gap) + ":", " " + Phrases.why(gap));
    }
    page.blank();
  }

  /// Those that molly goes no further with.
  static void stuck(TextPage page, List<Retired> stuck) throws IOException {
    for (Retired each : stuck) {
      ResourceRef ref = each.resource().ref();
      String what = " " + ref.identifier() + " " + place(each) + ": ";
      switch (each.standing()) {
        case Standing.Tampered(var why) -> {
          page.labelled(0, Ink.BOLD_RED, "NO RECORD TO RELY ON:", what + why);
          page.labelled(
              2,
              Ink.STRONG,
              "What to do:",
              " molly leaves it alone, and restores it from nothing: molly explain"
                  + " retirement-record");
        }
        case Standing.Known(var record, Next.Blocked(Refusal why)) -> {
          page.labelled(0, Ink.BOLD_RED, "BLOCKED:", " " + place(each) + " " + why.what());
          page.advice(2, "What to do:", why.satisfy());
        }
        case Standing.Known known -> {}
        case Standing.Unseen unseen -> {}
      }
      page.blank();
    }
  }

  static String place(Retired each) {
    var id = each.resource().id();
    return "(" + id.kind() + ", " + id.target() + ")";
  }

  /// All there is to say of one.
  static void one(TextPage page, Retired each, Instant now) throws IOException {
    ResourceRef ref = each.resource().ref();
    String name = ref.name().equals(ref.identifier()) ? "" : "  " + ref.name();
    page.labelled(0, Ink.STRONG, ref.identifier(), name + "  (" + ref.id().kind() + ")");
    page.labelled(2, Ink.PLAIN, "State:", " " + state(each));
    if (each.record().isPresent()) {
      record(page, each, each.record().get(), now);
    }
    page.blank();
  }

  private static void record(TextPage page, Retired each, Retirement record, Instant now)
      throws IOException {
    if (record.goal() == Goal.RETIRED) {
      page.labelled(2, Ink.PLAIN, "Due:", " " + page.complete(due(record, now)));
    }
    page.labelled(2, Ink.PLAIN, "Retired:", " " + record.at() + " by " + record.by());
    page.labelled(2, Ink.PLAIN, "Why:", " " + record.why());
    if (record.name().isPresent() && !record.name().get().equals(each.resource().ref().name())) {
      page.labelled(2, Ink.PLAIN, "Was called:", " " + record.name().get());
    }
    if (!record.options().isEmpty()) {
      page.labelled(2, Ink.PLAIN, "Options:", " " + String.join(", ", record.options()));
    }
    if (each.isUnknownHere()) {
      page.labelled(
          2,
          Ink.BOLD_YELLOW,
          "Not known here:",
          " this state folder's journal did not write its record, or it was taken back elsewhere"
              + " since (molly explain retirement-record)");
    }
    page.advice(2, "Undo:", "molly restore " + Phrases.typed(each.resource().ref()));
  }

  private static String due(Retirement record, Instant now) {
    if (record.isForGood()) {
      return NEVER_DUE;
    }
    String told = record.told().map(at -> "; its owner was told at " + at).orElse("");
    return record.due() + ", " + in(record.due(), now) + told;
  }

  /// `in 13 days 4 hours`; `now`.
  static String in(Instant due, Instant now) {
    if (!now.isBefore(due)) {
      return "which is now: molly purge";
    }
    Duration left = Duration.between(now, due);
    String hours = Phrases.count(left.toHoursPart(), "hour");
    if (left.toDays() == 0) {
      return left.toHours() == 0 ? "in less than an hour" : "in " + hours;
    }
    String days = Phrases.count(left.toDays(), "day");
    return "in " + days + (left.toHoursPart() == 0 ? "" : " " + hours);
  }

  static String state(Retired each) {
    return switch (each.standing()) {
      case Standing.Tampered(var why) -> "no record to rely on: " + why;
      case Standing.Unseen(var record, var why) -> "not known: " + why;
      case Standing.Known(var record, Next.Reached reached) ->
          (record.goal() == Goal.RESTORED ? "restored" : "retired, all of it done")
              + each.meanwhile().map(what -> "; " + what).orElse("");
      case Standing.Known(var record, Next.Wait(var forWhat)) ->
          goal(record) + ", waits: " + forWhat + " (molly sweep goes on)";
      case Standing.Known(var record, Next.Do(var change)) ->
          goal(record) + ", next is " + change.control() + " (molly sweep goes on)";
      case Standing.Known(var record, Next.Blocked(var why)) -> "blocked: " + why.what();
    };
  }

  private static String goal(Retirement record) {
    return record.goal() == Goal.RESTORED ? "being restored" : "being retired";
  }
}
