package dev.molly.guard;

import dev.molly.plan.Change;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.ProtectionLease;
import dev.molly.text.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Refuses a lease that exceeds the maximum length, or whose record cannot be read: protection
/// would not be restored in time. Also refuses a lease that was confirmed so late that less than
/// half of it is left: it would end in the middle of the work that it is for.
final class LeaseDurationGuard implements Guard {
  @Override
  public List<Refusal> against(Plan plan, GuardContext now) {
    return plan.steps().stream()
        .map(PlannedChange::change)
        .filter(
            change -> change.control().equals(LifecycleAttributes.LEASE) && !change.to().isEmpty())
        .flatMap(change -> wrong(change, now.now()).stream())
        .toList();
  }

  private static Optional<Refusal> wrong(Change change, Instant now) {
    String id = change.resource().identifier();
    if (!(ProtectionLease.written(change) instanceof ProtectionLease.Reading.Found(var lease))
        || lease.until().isAfter(now.plus(ProtectionLease.LONGEST))) {
      return refusal(
          "the lease of %s would not end within %s"
              .formatted(id, DurationText.words(ProtectionLease.LONGEST)),
          "take a shorter one: molly lease --for");
    }
    Duration whole = Duration.between(lease.at(), lease.until());
    Duration rest = Duration.between(now, lease.until());
    return rest.compareTo(whole.dividedBy(2)) < 0
        ? refusal(
            "the lease of %s ends at %s, and less than half of its %s is left"
                .formatted(id, lease.until(), DurationText.words(whole)),
            "make the plan again, without --confirm, and confirm that one")
        : Optional.empty();
  }

  private static Optional<Refusal> refusal(String what, String satisfy) {
    return Optional.of(new Refusal("lease", what, satisfy));
  }
}
