package dev.molly.simulation;

import dev.molly.aws.AwsException;
import dev.molly.aws.Session;
import dev.molly.engine.Inventory;
import dev.molly.guard.Freeze;
import dev.molly.guard.Window;
import dev.molly.journal.Entry;
import dev.molly.journal.Journal;
import dev.molly.kind.Kind;
import dev.molly.kind.Kinds;
import dev.molly.model.AccountRef;
import dev.molly.model.Change;
import dev.molly.model.ControlId;
import dev.molly.model.Goal;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.model.RunResult.Result;
import dev.molly.model.Tags;
import dev.molly.retire.CopyDemand;
import dev.molly.retire.Levers;
import dev.molly.retire.Look;
import dev.molly.retire.Next;
import dev.molly.retire.Retirement;
import dev.molly.retire.RetirementTags;
import dev.molly.retire.RetirementTags.Reading;
import dev.molly.retire.TagText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A small climber of ladders that lacks one safeguard, or none: it looks, asks the ladder,
/// journals, writes, and looks again.
final class Climber implements Stairs {
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
  private final Night night;
  private final Session session;
  private final Flaw flaw;

  Climber(World world, Flaw flaw) {
    this.world = world;
    this.night = new Night(world);
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
      journal.write(new Entry.Began(now(), "climb", List.of(), ""));
      for (Resource each : chosen.resources()) {
        try {
          wents.add(climb.go(each.ref(), journal));
        } catch (AwsException e) {
          wents.add(Went.PARTLY);
        }
      }
      journal.write(new Entry.Ended(now(), "to the end"));
    }
    return Stream.of(Went.REFUSED, Went.PARTLY)
        .filter(wents::contains)
        .findFirst()
        .orElse(Went.CLEAN);
  }

  private Went begin(ResourceRef ref, Duration keep, Set<String> options, Journal journal) {
    boolean frozen = isFrozen();
    Optional<Look> look = look(ref);
    if (look.isEmpty() || frozen || !(reading(look.get()) instanceof Reading.None)) {
      return Went.REFUSED;
    }
    var was = new TreeMap<ControlId, String>();
    kind(ref).retired().forEach(control -> was.put(control, look.get().setting(control)));
    Instant due = now().plus(keep).plus(A_MINUTE);
    var chosen = new Retirement.Chosen("somebody", "nobody uses it", now(), due);
    Retirement record = Retirement.begun(look.get(), chosen, was, options);
    if (ladder(ref).next(Goal.RETIRED, look.get(), record) instanceof Next.Do(var first)) {
      write(first, journal);
    }
    return climb(ref, Goal.RETIRED, journal);
  }

  private Went extend(ResourceRef ref, Duration by, Journal journal) {
    Optional<Look> look = look(ref);
    if (look.isEmpty() || !(reading(look.get()) instanceof Reading.Found(var record))) {
      return Went.REFUSED;
    }
    Instant later = record.due().plus(by);
    Instant sooner = later.minus(by.multipliedBy(2));
    boolean shortens = flaw == Flaw.MAKES_IT_DUE_SOONER && sooner.isAfter(record.at());
    Retirement to = shortens ? shortened(record, sooner) : record.dueAt(later);
    String from = look.get().setting(Levers.RETIREMENT);
    String text = TagText.text(RetirementTags.write(to));
    write(new Change(ref, Levers.RETIREMENT, from, text), journal);
    return Went.CLEAN;
  }

  private static Retirement shortened(Retirement record, Instant due) {
    return new Retirement(
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
      Optional<Look> look = goal == Goal.PURGED ? look(ref).map(this::withCopies) : look(ref);
      if (look.isEmpty()) {
        return Went.CLEAN;
      }
      Reading reading = reading(look.get());
      if (!(reading instanceof Reading.Found(var found))) {
        boolean back = goal == Goal.RESTORED && reading instanceof Reading.None;
        return back ? Went.CLEAN : Went.REFUSED;
      }
      if (frozen && goal != Goal.RESTORED) {
        return Went.REFUSED;
      }
      Retirement record = goal == Goal.RESTORED ? found.towards(Goal.RESTORED) : found;
      if (flaw == Flaw.DOES_NOT_ASK_AGAIN) {
        return blindly(ladder(ref).all(goal, look.get(), record), journal);
      }
      switch (ladder(ref).next(goal, look.get(), record)) {
        case Next.Do(var change) -> write(change, journal);
        case Next.Wait wait -> waits++;
        case Next.Blocked blocked -> {
          return Went.REFUSED;
        }
        case Next.Reached reached -> {
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
    Kind kind = kind(change.resource());
    var intent = new Entry.Intent(now(), 1, change, kind.call(change).api());
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
    journal.write(new Entry.Outcome(now(), 1, result, ""));
  }

  private boolean isFrozen() {
    List<Freeze> freezes = world.freezes();
    return !freezes.isEmpty() && flaw != Flaw.IGNORES_A_FREEZE;
  }

  private Optional<Look> look(ResourceRef ref) {
    return kind(ref).look(session, ref, now());
  }

  private Look withCopies(Look look) {
    ResourceRef ref = look.resource().ref();
    Instant retiredAt =
        reading(look) instanceof Reading.Found(var record) ? record.at() : Instant.EPOCH;
    var demand = new CopyDemand(retiredAt, Window.DEFAULT.least(), look.at());
    return look.with(kind(ref).copied(session, ref, demand));
  }

  private Reading reading(Look look) {
    return reading(look.resource());
  }

  private Reading reading(Resource resource) {
    Map<String, String> tags = resource.tags() instanceof Tags.Known(var known) ? known : Map.of();
    Reading own = RetirementTags.read(tags, resource.id().uid());
    return flaw == Flaw.BELIEVES_A_COPIED_RECORD && own instanceof Reading.Unreadable
        ? believed(tags, own)
        : own;
  }

  /// Whose record it is, it does not ask.
  private Reading believed(Map<String, String> tags, Reading own) {
    return world.cloud.aside(() -> State.of(world.account, World.REGION)).keySet().stream()
        .map(uid -> RetirementTags.read(tags, uid))
        .filter(Reading.Found.class::isInstance)
        .findFirst()
        .orElse(own);
  }

  private FlawedLadder ladder(ResourceRef ref) {
    return new FlawedLadder(kind(ref).ladder(), flaw);
  }

  private static Kind kind(ResourceRef ref) {
    return Kinds.of(ref.id().kind());
  }

  private Instant now() {
    return world.machine().instant();
  }
}
