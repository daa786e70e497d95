package dev.molly.guard;

import dev.molly.model.Change;
import dev.molly.model.Lengths;
import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import dev.molly.model.Step;
import dev.molly.retire.Lease;
import dev.molly.retire.Levers;
import dev.molly.retire.TagText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Refuses a lease that is longer than any may be, or whose record cannot be read: nothing would
/// bring protection back in time.
final class LeaseLength implements Guard {
  @Override
  public List<Refusal> against(Plan plan, Situation now) {
    return plan.steps().stream()
        .map(Step::action)
        .filter(change -> change.control().equals(Levers.LEASE) && !change.to().isEmpty())
        .flatMap(change -> wrong(change, now).stream())
        .toList();
  }

  private static Optional<Refusal> wrong(Change change, Situation now) {
    var reading = Lease.read(TagText.tags(change.to()), change.resource().id().uid());
    Duration most = Lease.LONGEST.plus(now.confirmable());
    boolean fine =
        reading instanceof Lease.Reading.Found(var lease)
            && !lease.until().isAfter(now.now().plus(most));
    return fine
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "lease",
                "the lease of %s would not end within %s"
                    .formatted(change.resource().identifier(), Lengths.words(Lease.LONGEST)),
                "take a shorter one: molly lease --for"));
  }
}
