package dev.molly.engine.run;

import static java.util.stream.Collectors.joining;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.guard.UndoWindowGuard;
import dev.molly.journal.Journal;
import dev.molly.journal.JournalEntry;
import dev.molly.kind.ControlSelection;
import dev.molly.model.Owner;
import dev.molly.model.Resource;
import dev.molly.plan.Change;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.Observation;
import dev.molly.retire.OwnerNotice;
import dev.molly.retire.RecordTags;
import dev.molly.retire.RetirementRecordCodec;
import dev.molly.retire.RetirementRecordCodec.Reading;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Notifies an owner before the resource's record states it: for any plan with such a change,
/// the notice is delivered first, and its receipt is in the journal before the write. If the
/// process is killed in between, the owner is notified once more.
final class OwnerNotification {
  private final RetirementTracker tracker;
  private final Journal journal;
  private final Clock clock;
  private final Notifier notifier;

  OwnerNotification(RetirementTracker tracker, Journal journal, Clock clock, Notifier notifier) {
    this.tracker = tracker;
    this.journal = journal;
    this.clock = clock;
    this.notifier = notifier;
  }

  /// Returns whether a change is the first to state that the owner was notified.
  static boolean isOf(Change change) {
    return saysThatItsOwnerWasTold(change).isPresent();
  }

  /// Delivers the notice that a change is about to state, if it is such a change.
  ///
  /// @return the outcome if the change must not be written; empty if it may be
  /// @throws dev.molly.journal.JournalException if the receipt cannot be written
  Optional<Outcome> before(AccountSession session, int number, Change change) {
    Optional<OwnerNotice> told = saysThatItsOwnerWasTold(change);
    if (told.isEmpty()) {
      return Optional.empty();
    }
    if (told.get().at().isBefore(clock.instant().minus(UndoWindowGuard.JUST_NOW))) {
      return Optional.of(untold(change, "the plan is too old; the next sweep tells"));
    }
    try {
      deliver(session, number, change, told.get());
      return Optional.empty();
    } catch (NoticeException e) {
      write(number, change, e.receipts());
      String channels = e.receipts().stream().map(Receipt::channel).collect(joining(", "));
      return Optional.of(
          untold(change, e.getMessage() + (channels.isEmpty() ? "" : "; told by: " + channels)));
    } catch (AwsException e) {
      return Optional.of(untold(change, String.valueOf(e.getMessage())));
    }
  }

  private void deliver(AccountSession session, int number, Change change, OwnerNotice stated) {
    Optional<Resource> now =
        tracker
            .observe(session, change.resource(), ControlSelection.tagsAnd())
            .map(Observation::resource);
    if (now.isEmpty() || !(tracker.record(now.get()) instanceof Reading.Found(var record))) {
      throw new NoticeException("it carries no record any more");
    }
    Owner owner = tracker.owner(now.get());
    if (!stated.isTo(owner)) {
      throw new NoticeException("it has another owner since the plan; the next sweep tells");
    }
    write(number, change, notifier.deliver(new Notice(now.get(), owner, record, clock.instant())));
  }

  private void write(int number, Change change, List<Receipt> receipts) {
    for (Receipt receipt : receipts) {
      journal.write(
          new JournalEntry.Notice(
              clock.instant(), number, change.resource(), receipt.channel(), receipt.text()));
    }
  }

  /// Returns the notice that a change states, if it is the first change to state it.
  private static Optional<OwnerNotice> saysThatItsOwnerWasTold(Change change) {
    if (!change.control().equals(LifecycleAttributes.RETIREMENT)
        || !(RetirementRecordCodec.written(change) instanceof Reading.Found(var after))) {
      return Optional.empty();
    }
    Optional<OwnerNotice> before =
        RetirementRecordCodec.read(RecordTags.tags(change.from()), change.resource().id().uid())
                instanceof Reading.Found(var record)
            ? record.told()
            : Optional.empty();
    return after.told().equals(before) ? Optional.empty() : after.told();
  }

  private static Outcome untold(Change change, String why) {
    return new Outcome(change, Result.UNTOLD, "its owner was not told: " + why);
  }
}
