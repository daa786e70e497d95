package dev.molly.cli;

import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.plan.Change;
import dev.molly.plan.Plan;
import dev.molly.report.format.PrintableText;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The messages about records that this installation did not write.
final class UnknownRecordText {
  private UnknownRecordText() {}

  /// Prints which records are unknown here.
  static void warn(List<Resource> unknown, Terminal terminal) {
    for (Resource each : unknown) {
      say(
          terminal,
          "the record of %s is not known here: the journal of this state folder did not write it, or it was taken back elsewhere since"
              .formatted(each.ref().identifier()));
    }
    if (!unknown.isEmpty()) {
      say(
          terminal,
          "anyone who may tag can write one. Confirm what it asks for, or run it where it was"
              + " begun: molly explain retirement-record");
    }
  }

  /// Prints which records are unknown here, and the changes that a restore would make because of
  /// them.
  static void warn(List<Resource> unknown, Plan plan, Terminal terminal) {
    warn(unknown, terminal);
    Set<ResourceId> ids = unknown.stream().map(Resource::id).collect(Collectors.toSet());
    plan.steps().stream()
        .map(step -> step.change())
        .filter(change -> ids.contains(change.resource().id()))
        .filter(change -> !change.to().contains("\n") && !change.from().contains("\n"))
        .forEach(change -> say(terminal, words(change)));
  }

  private static String words(Change change) {
    return "it sets %s of %s from '%s' to '%s'"
        .formatted(change.control(), change.resource().identifier(), change.from(), change.to());
  }

  private static void say(Terminal terminal, String what) {
    terminal.err().println("molly: " + PrintableText.of(what));
  }
}
