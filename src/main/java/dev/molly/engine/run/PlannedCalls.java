package dev.molly.engine.run;

import dev.molly.kind.KindRegistry;
import dev.molly.plan.Change;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
import java.util.List;

/// Compares the calls that a plan shows, and that the journal will name, with those that its
/// changes make. The digest of a plan in a file has no key: after an edit of the file, a person
/// would confirm one write, and molly would make another.
record PlannedCalls(KindRegistry kinds) {
  /// Returns the refusals of the steps whose call is not that of their change.
  List<Refusal> wrong(Plan plan) {
    return plan.steps().stream()
        .filter(step -> !isRight(step))
        .map(step -> refusal(step.change()))
        .distinct()
        .toList();
  }

  private boolean isRight(PlannedChange step) {
    Change change = step.change();
    try {
      return kinds.protectable(change.resource().id().kind()).call(change).equals(step.call());
    } catch (IllegalArgumentException e) {
      return false; // Nothing of this kind can be set so.
    }
  }

  private static Refusal refusal(Change change) {
    return new Refusal(
        "drift",
        "%s: the plan shows another call than the one that changes its %s: it was edited, or made by another version of molly"
            .formatted(change.resource().identifier(), change.control()),
        "make the plan again, with --out FILE if it was saved");
  }
}
