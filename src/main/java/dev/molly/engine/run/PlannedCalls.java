package dev.molly.engine.run;

import dev.molly.kind.KindRegistry;
import dev.molly.kind.Protectable;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;

/// Compares the calls that a plan shows, and that the journal will name, with those that its
/// changes make, and its steps with its name. The digest of a plan in a file has no key: after an
/// edit of the file, a person would confirm one write, and molly would make another.
record PlannedCalls(KindRegistry kinds) {
  /// Returns the refusals of the steps whose call is not that of their change, and of those that
  /// are none of a plan of this name.
  List<Refusal> wrong(Plan plan) {
    return plan.steps().stream()
        .flatMap(step -> wrong(plan.operation(), step).stream())
        .distinct()
        .toList();
  }

  private Optional<Refusal> wrong(Operation operation, PlannedChange step) {
    Change change = step.change();
    try {
      Protectable kind = kinds.protectable(change.resource().id().kind());
      if (!kind.call(change).equals(step.call())) {
        return Optional.of(refusal(change));
      }
      return isOf(operation, step, kind)
          ? Optional.empty()
          : Optional.of(stranger(operation, step));
    } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
      return Optional.of(refusal(change)); // Nothing of this kind can be set so.
    }
  }

  /// Returns whether a plan of this name has such steps. Those that no file holds have guards of
  /// their own.
  private static boolean isOf(Operation operation, PlannedChange step, Protectable kind) {
    return switch (operation) {
      case PROTECT -> step.goal().isEmpty() && kind.protects(step.change());
      case RETIRE -> step.goal().equals(Optional.of(Goal.RETIRED));
      case PURGE -> step.goal().equals(Optional.of(Goal.PURGED));
      case UNDO, SWEEP, RESTORE, EXTEND, LEASE, RENEW -> true;
    };
  }

  private static Refusal stranger(Operation operation, PlannedChange step) {
    return new Refusal(
        "direction",
        "%s of %s: this plan is called a %s, and that is no step of one"
            .formatted(
                step.change().control(), step.change().resource().identifier(), operation.word()),
        "make the plan again: molly " + operation.command());
  }

  private static Refusal refusal(Change change) {
    return new Refusal(
        "drift",
        "%s: the plan shows another call than the one that changes its %s: it was edited, or made by another version of molly"
            .formatted(change.resource().identifier(), change.control()),
        "make the plan again, with --out FILE if it was saved");
  }
}
