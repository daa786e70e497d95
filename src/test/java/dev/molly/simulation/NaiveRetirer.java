package dev.molly.simulation;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.guard.Freeze;
import dev.molly.guard.RetentionWindow;
import dev.molly.journal.Journal;
import dev.molly.journal.JournalEntry;
import dev.molly.kind.ObservationScope;
import dev.molly.kind.Retirable;
import dev.molly.kind.TestKinds;
import dev.molly.model.AccountRef;
import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.RunResult.Result;
import dev.molly.retire.FinalCopyRequirement;
import dev.molly.retire.Inventory;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.NextAction;
import dev.molly.retire.Observation;
import dev.molly.retire.RecordTags;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import dev.molly.retire.RetirementRecordCodec.Reading;
import dev.molly.simulation.world.NightlyRun;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A small climber of staged deletions that lacks one safeguard, or none: it looks, asks the
/// staged deletion, journals, writes, and looks again.
final class NaiveRetirer implements RetirementDriver {
  /// What it does wrong.
  enum Flaw {
    NONE,
    PURGES_WHAT_IS_NOT_DUE,
    TAKES_NO_COPY,
    COPIES_BEFORE_THE_STOP,
    RESTORES_ALL_BUT_ONE_FLAG,
    REMOVES_THE_RECORD_TOO_EARLY,
    RENAMES_BEFORE_THE_RECORD,
    STOPS_WHAT_SOMEBODY_STARTED,
    DOES_NOT_ASK_AGAIN,
    BELIEVES_A_COPIED_RECORD,
    TRUSTS_THE_CLOCK_OF_ITS_MACHINE,
    IGNORES_A_FREEZE,
    WRITES_BEFORE_IT_JOURNALS,
    MAKES_IT_DUE_SOONER
  }

  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final Duration GOOD_FOR = Duration.ofHours(1);
  private static final int MOST_LOOKS = 40;
  private static final int MOST_WAITS = 3;

  private final World world;
  private final NightlyRun night;
  private final AccountSession session;
  private final Flaw flaw;

  NaiveRetirer(World world, Flaw flaw) {
    this.world = world;
    this.night = new NightlyRun(world);
    this.session = world.aws().session(new AccountRef.Own());
    this.flaw = flaw;
  }

  @Override
  public Made retire(Set<String> uids, Duration keep, Set<String> options) {
    Instant made = world.cloud.clock().instant();
    return afresh -> {
      boolean old = made.plus(GOOD_FOR).isBefore(world.cloud.clock().instant());
      return old && !afresh
          ? Went.REFUSED
          : all(uids, true, (ref, journal) -> begin(ref, keep, options, journal));
    };
  }

  @Override
  public Made purge(Set<String> uids) {
    return afresh -> all(uids, true, (ref, journal) -> climb(ref, Goal.PURGED, journal));
  }

  @Override
  public Went restore(String uid) {
    return all(Set.of(uid), false, (ref, journal) -> climb(ref, Goal.RESTORED, journal));
  }

  @Override
  public Went extend(String uid, Duration by) {
    return all(Set.of(uid), false, (ref, journal) -> extend(ref, by, journal));
  }

  @Override
  public Went sweep(Goal goal) {
    return run(night.going(goal), (ref, journal) -> climb(ref, goal, journal));
  }

  /// What is done with one resource.
  private interface Climb {
    Went go(ResourceRef ref, Journal journal);
  }

  private Went all(Set<String> uids, boolean byTheClock, Climb climb) {
    if (byTheClock && flaw != Flaw.TRUSTS_THE_CLOCK_OF_ITS_MACHINE && clockIsOff()) {
      return Went.REFUSED;
    }
    return run(night.inventory(resource -> uids.contains(resource.id().uid())), climb);
  }

  private boolean clockIsOff() {
    try {
      return Duration.between(session.time(), now()).abs().compareTo(A_MINUTE) > 0;
    } catch (AwsException e) {
      return true;
    }
  }

  private Went run(Inventory chosen, Climb climb) {
    var wents = new ArrayList<Went>();
    if (!chosen.gaps().isEmpty()) {
      wents.add(Went.PARTLY);
    }
    try (Journal journal = world.ledger.begin(world.ledger.name(now()))) {
      journal.write(new JournalEntry.RunStarted(now(), "climb", List.of(), ""));
      for (Resource each : chosen.resources()) {
        try {
          wents.add(climb.go(each.ref(), journal));
        } catch (AwsException e) {
          wents.add(Went.PARTLY);
        }
      }
      journal.write(new JournalEntry.RunFinished(now(), "to the end"));
    }
    return Stream.of(Went.REFUSED, Went.PARTLY)
        .filter(wents::contains)
        .findFirst()
        .orElse(Went.CLEAN);
  }

  private Went begin(ResourceRef ref, Duration keep, Set<String> options, Journal journal) {
    boolean frozen = isFrozen();
    Optional<Observation> observation = look(ref, Goal.RETIRED);
    if (observation.isEmpty() || frozen || !(reading(observation.get()) instanceof Reading.None)) {
      return Went.REFUSED;
    }
    var was = new TreeMap<ControlId, String>();
    kind(ref)
        .controlsChangedByRetirement()
        .forEach(control -> was.put(control, observation.get().setting(control)));
    Instant due = now().plus(keep).plus(A_MINUTE);
    var chosen = new RetirementRecord.Chosen("somebody", "nobody uses it", now(), due);
    RetirementRecord record = RetirementRecord.begun(observation.get(), chosen, was, options);
    if (stagedDeletion(ref).next(Goal.RETIRED, observation.get(), record)
        instanceof NextAction.Apply(var first)) {
      write(first, journal);
    }
    return climb(ref, Goal.RETIRED, journal);
  }

  private Went extend(ResourceRef ref, Duration by, Journal journal) {
    Optional<Observation> observation = look(ref, Goal.RETIRED);
    if (observation.isEmpty()
        || !(reading(observation.get()) instanceof Reading.Found(var record))) {
      return Went.REFUSED;
    }
    Instant later = record.due().plus(by);
    Instant sooner = later.minus(by.multipliedBy(2));
    boolean shortens = flaw == Flaw.MAKES_IT_DUE_SOONER && sooner.isAfter(record.at());
    RetirementRecord to = shortens ? shortened(record, sooner) : record.dueAt(later);
    String from = observation.get().setting(LifecycleAttributes.RETIREMENT);
    String text = RecordTags.text(RetirementRecordCodec.write(to));
    write(new Change(ref, LifecycleAttributes.RETIREMENT, from, text), journal);
    return Went.CLEAN;
  }

  private static RetirementRecord shortened(RetirementRecord record, Instant due) {
    return new RetirementRecord(
        record.uid(),
        record.goal(),
        record.by(),
        record.why(),
        record.at(),
        due,
        record.name(),
        record.runState(),
        record.settings(),
        record.options(),
        record.told());
  }

  private Went climb(ResourceRef ref, Goal goal, Journal journal) {
    int waits = 0;
    for (int looks = 0; looks < MOST_LOOKS; looks++) {
      boolean frozen = isFrozen();
      Optional<Observation> observation =
          goal == Goal.PURGED ? look(ref, goal).map(this::withCopies) : look(ref, goal);
      if (observation.isEmpty()) {
        return Went.CLEAN;
      }
      Reading reading = reading(observation.get());
      if (!(reading instanceof Reading.Found(var found))) {
        boolean back = goal == Goal.RESTORED && reading instanceof Reading.None;
        return back ? Went.CLEAN : Went.REFUSED;
      }
      if (frozen && goal != Goal.RESTORED) {
        return Went.REFUSED;
      }
      RetirementRecord record = goal == Goal.RESTORED ? found.towards(Goal.RESTORED) : found;
      if (flaw == Flaw.DOES_NOT_ASK_AGAIN) {
        return blindly(
            stagedDeletion(ref).remainingChanges(goal, observation.get(), record), journal);
      }
      switch (stagedDeletion(ref).next(goal, observation.get(), record)) {
        case NextAction.Apply(var change) -> write(change, journal);
        case NextAction.Wait wait -> waits++;
        case NextAction.Blocked blocked -> {
          return Went.REFUSED;
        }
        case NextAction.Done reached -> {
          return Went.CLEAN;
        }
      }
      if (waits > MOST_WAITS) {
        return Went.PARTLY;
      }
      world.cloud.clock().advance(A_MINUTE);
    }
    return Went.PARTLY;
  }

  /// It waits for AWS, and for nobody else.
  private Went blindly(List<Change> changes, Journal journal) {
    for (Change change : changes) {
      boolean frozen = isFrozen();
      if (frozen) {
        return Went.PARTLY;
      }
      write(change, journal);
      world.cloud.clock().advance(A_MINUTE.multipliedBy(6));
    }
    return Went.CLEAN;
  }

  private void write(Change change, Journal journal) {
    Retirable kind = kind(change.resource());
    var intent = new JournalEntry.Intent(now(), 1, change, kind.call(change).api());
    Result result = Result.DONE;
    if (flaw != Flaw.WRITES_BEFORE_IT_JOURNALS) {
      journal.write(intent);
    }
    try {
      kind.perform(session, change);
    } catch (AwsException e) {
      result = Result.UNKNOWN;
    }
    if (flaw == Flaw.WRITES_BEFORE_IT_JOURNALS) {
      journal.write(intent);
    }
    journal.write(new JournalEntry.Outcome(now(), 1, result, ""));
  }

  private boolean isFrozen() {
    List<Freeze> freezes = world.freezes();
    return !freezes.isEmpty() && flaw != Flaw.IGNORES_A_FREEZE;
  }

  private Optional<Observation> look(ResourceRef ref, Goal goal) {
    return kind(ref).observe(session, ref, ObservationScope.of(goal), now());
  }

  private Observation withCopies(Observation observation) {
    ResourceRef ref = observation.resource().ref();
    Instant retiredAt =
        reading(observation) instanceof Reading.Found(var record) ? record.at() : Instant.EPOCH;
    var demand =
        new FinalCopyRequirement(retiredAt, RetentionWindow.DEFAULT.least(), observation.at());
    return observation.withFinalCopy(kind(ref).verifyFinalCopy(session, ref, demand));
  }

  private Reading reading(Observation observation) {
    return reading(observation.resource());
  }

  private Reading reading(Resource resource) {
    Map<String, String> tags = resource.tags() instanceof Tags.Known(var known) ? known : Map.of();
    Reading own = RetirementRecordCodec.read(tags, resource.id().uid());
    return flaw == Flaw.BELIEVES_A_COPIED_RECORD && own instanceof Reading.Unreadable
        ? believed(tags, own)
        : own;
  }

  /// Whose record it is, it does not ask.
  private Reading believed(Map<String, String> tags, Reading own) {
    return world.cloud.aside(() -> State.of(world.account, World.REGION)).keySet().stream()
        .map(uid -> RetirementRecordCodec.read(tags, uid))
        .filter(Reading.Found.class::isInstance)
        .findFirst()
        .orElse(own);
  }

  private FlawedStagedDeletion stagedDeletion(ResourceRef ref) {
    return new FlawedStagedDeletion(kind(ref).stagedDeletion(), flaw);
  }

  private static Retirable kind(ResourceRef ref) {
    return TestKinds.ALL.retirable(ref.id().kind());
  }

  private Instant now() {
    return world.machine().instant();
  }
}
