package dev.molly.engine;

import dev.molly.aws.AwsException;
import dev.molly.aws.Session;
import dev.molly.guard.UndoWindow;
import dev.molly.journal.Entry;
import dev.molly.journal.Journal;
import dev.molly.kind.Kinds;
import dev.molly.model.Change;
import dev.molly.model.Resource;
import dev.molly.model.RunResult.Outcome;
import dev.molly.model.RunResult.Result;
import dev.molly.retire.Levers;
import dev.molly.retire.RetirementTags;
import dev.molly.retire.RetirementTags.Reading;
import dev.molly.retire.TagText;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Tells an owner before it is written on a resource that its owner was told: whatever plan says
/// so, the notice is delivered first, and its receipt is in the journal before the write. Killed in
/// between, the owner is told once more.
final class Telling {
  private final Journal journal;
  private final Clock clock;
  private final Notifier notifier;

  Telling(Journal journal, Clock clock, Notifier notifier) {
    this.journal = journal;
    this.clock = clock;
    this.notifier = notifier;
  }

  /// Whether a change is the first to say that the owner was told.
  static boolean isOf(Change change) {
    return saysThatItsOwnerWasTold(change).isPresent();
  }

  /// Delivers the notice that a change is about to vouch for, if it is such a change.
  ///
  /// @return why the change must not be written; empty when it may be
  /// @throws dev.molly.journal.JournalException when the receipt cannot be written down
  Optional<Outcome> before(Session session, int number, Change change) {
    Optional<Instant> told = saysThatItsOwnerWasTold(change);
    if (told.isEmpty()) {
      return Optional.empty();
    }
    if (told.get().isBefore(clock.instant().minus(UndoWindow.JUST_NOW))) {
      return Optional.of(untold(change, "the plan is too old; the next sweep tells"));
    }
    try {
      deliver(session, number, change);
      return Optional.empty();
    } catch (NoticeException | AwsException e) {
      return Optional.of(untold(change, String.valueOf(e.getMessage())));
    }
  }

  private void deliver(Session session, int number, Change change) {
    Optional<Resource> now =
        Kinds.of(change.resource().id().kind()).observe(session, change.resource());
    if (now.isEmpty() || !(Climbing.record(now.get()) instanceof Reading.Found(var record))) {
      throw new NoticeException("it carries no record any more");
    }
    for (var receipt : notifier.deliver(new Notice(now.get(), record, clock.instant()))) {
      journal.write(
          new Entry.Notice(
              clock.instant(), number, change.resource(), receipt.channel(), receipt.text()));
    }
  }

  /// When a change says that the owner was told, if it is the first to say so.
  private static Optional<Instant> saysThatItsOwnerWasTold(Change change) {
    if (!change.control().equals(Levers.RETIREMENT)
        || !(RetirementTags.written(change) instanceof Reading.Found(var after))) {
      return Optional.empty();
    }
    Optional<Instant> before =
        RetirementTags.read(TagText.tags(change.from()), change.resource().id().uid())
                instanceof Reading.Found(var record)
            ? record.told()
            : Optional.empty();
    return after.told().equals(before) ? Optional.empty() : after.told();
  }

  private static Outcome untold(Change change, String why) {
    return new Outcome(change, Result.UNTOLD, "its owner was not told: " + why);
  }
}
