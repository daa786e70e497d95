package dev.molly.engine.plan;

import dev.molly.plan.Change;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.ProtectionLease;
import dev.molly.retire.RetirementRecordCodec;
import java.time.Instant;
import java.util.Optional;

/// The time at which the start of a retirement or lease was decided. Both the record and the
/// confirmation phrase of a plan contain it, so that the command with that phrase makes the same
/// plan again.
public final class DecisionTime {
  private DecisionTime() {}

  /// Returns the decision time of a plan.
  ///
  /// @return empty if the plan begins no retirement and no lease
  public static Optional<Instant> when(Plan plan) {
    return plan.steps().stream()
        .map(PlannedChange::change)
        .filter(change -> change.from().isEmpty())
        .flatMap(change -> when(change).stream())
        .findFirst();
  }

  private static Optional<Instant> when(Change change) {
    if (change.control().equals(LifecycleAttributes.RETIREMENT)) {
      return RetirementRecordCodec.written(change)
              instanceof RetirementRecordCodec.Reading.Found(var record)
          ? Optional.of(record.at())
          : Optional.empty();
    }
    return change.control().equals(LifecycleAttributes.LEASE)
            && ProtectionLease.written(change) instanceof ProtectionLease.Reading.Found(var lease)
        ? Optional.of(lease.at())
        : Optional.empty();
  }
}
