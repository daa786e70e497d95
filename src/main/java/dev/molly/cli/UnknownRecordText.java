package dev.molly.cli;

import dev.molly.model.ResourceId;
import dev.molly.plan.Change;
import dev.molly.plan.Plan;
import dev.molly.report.format.PrintableText;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.UnknownRecord;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The messages about records that this installation did not write.
final class UnknownRecordText {
  private UnknownRecordText() {}

  /// Prints which records are unknown here, before a plan by them is shown.
  static void warn(List<UnknownRecord> unknown, Terminal terminal) {
    unknown.forEach(each -> say(terminal, words(each)));
    if (!unknown.isEmpty()) {
      say(
          terminal,
          "anyone who may tag can write one. Confirm what it asks for, or run it where it was"
              + " begun: molly explain retirement-record");
    }
  }

  /// Prints which resources of a sweep have a record that is unknown here.
  static void warnOfSweep(List<RetiredResource> unknown, Terminal terminal) {
    warn(unknown.stream().map(each -> new UnknownRecord(each.resource(), "")).toList(), terminal);
  }

  /// Prints which records are unknown here, and the changes that a restore makes because of
  /// them. A restore needs no confirmation.
  static void warn(List<UnknownRecord> unknown, Plan plan, Terminal terminal) {
    unknown.forEach(each -> say(terminal, words(each)));
    if (!unknown.isEmpty()) {
      say(
          terminal,
          "anyone who may tag can write one. This restore asks nothing and sets what the record"
              + " says: molly explain retirement-record");
    }
    Set<ResourceId> ids =
        unknown.stream().map(each -> each.resource().id()).collect(Collectors.toSet());
    plan.steps().stream()
        .map(step -> step.change())
        .filter(change -> ids.contains(change.resource().id()))
        .filter(change -> !change.to().contains("\n") && !change.from().contains("\n"))
        .forEach(change -> say(terminal, words(change)));
  }

  private static String words(UnknownRecord unknown) {
    String id = unknown.resource().ref().identifier();
    return unknown.unread().isEmpty()
        ? "the record of %s is not known here: the journal of this state folder did not write it, or it was taken back elsewhere since"
            .formatted(id)
        : "whether the record of %s is known here could not be read: %s"
            .formatted(id, unknown.unread());
  }

  private static String words(Change change) {
    return "it sets %s of %s from '%s' to '%s'"
        .formatted(change.control(), change.resource().identifier(), change.from(), change.to());
  }

  private static void say(Terminal terminal, String what) {
    terminal.err().println("molly: " + PrintableText.of(what));
  }
}
