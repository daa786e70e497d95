package dev.molly.engine;

import dev.molly.model.Change;
import dev.molly.model.Plan;
import dev.molly.model.Step;
import dev.molly.retire.Lease;
import dev.molly.retire.Levers;
import dev.molly.retire.RetirementTags;
import dev.molly.retire.TagText;
import java.time.Instant;
import java.util.Optional;

/// When it was decided what a plan begins. The record that it writes says so, and so does the
/// phrase that confirms it: whoever gives that phrase makes the same plan again.
final class Decided {
  private Decided() {}

  /// Empty for a plan that begins no retirement and no lease.
  static Optional<Instant> when(Plan plan) {
    return plan.steps().stream()
        .map(Step::action)
        .filter(change -> change.from().isEmpty())
        .flatMap(change -> when(change).stream())
        .findFirst();
  }

  private static Optional<Instant> when(Change change) {
    String uid = change.resource().id().uid();
    if (change.control().equals(Levers.RETIREMENT)) {
      return RetirementTags.read(TagText.tags(change.to()), uid)
              instanceof RetirementTags.Reading.Found(var record)
          ? Optional.of(record.at())
          : Optional.empty();
    }
    return change.control().equals(Levers.LEASE)
            && Lease.read(TagText.tags(change.to()), uid) instanceof Lease.Reading.Found(var lease)
        ? Optional.of(lease.at())
        : Optional.empty();
  }
}
