package dev.molly.engine;

import static java.time.temporal.ChronoUnit.MINUTES;
import static java.time.temporal.ChronoUnit.SECONDS;

import dev.molly.aws.Session;
import dev.molly.guard.UndoWindow;
import dev.molly.guard.Window;
import dev.molly.kind.Kind;
import dev.molly.kind.Kinds;
import dev.molly.model.AccountId;
import dev.molly.model.Change;
import dev.molly.model.ControlId;
import dev.molly.model.Goal;
import dev.molly.model.Lengths;
import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.Used;
import dev.molly.retire.Claim;
import dev.molly.retire.Levers;
import dev.molly.retire.Look;
import dev.molly.retire.Next;
import dev.molly.retire.Obstacle;
import dev.molly.retire.Retired;
import dev.molly.retire.Retirement;
import dev.molly.retire.RetirementTags;
import dev.molly.retire.RetirementTags.Reading;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Makes the plans of staged deletion: to retire, to restore, to go on with either, to purge. Each
/// is what the ladder says of what is there now. Reads, and writes nothing anywhere.
public final class Retirer {
  private final Map<AccountId, Session> sessions;
  private final Clock clock;
  private final Window window;
  private final Climbing climbing;

  /// @param window how long what is retired can be restored
  public Retirer(Map<AccountId, Session> sessions, Clock clock, Window window) {
    this.sessions = Map.copyOf(sessions);
    this.clock = clock;
    this.window = window;
    this.climbing = new Climbing(clock, window.least());
  }

  /// The plan that retires resources. What speaks against one of them speaks against all.
  ///
  /// @param inventory what they were found in
  /// @param decided when it was decided, which the record says, and the phrase that confirms it
  /// @param toConfirm how long there is to confirm the plan: that time is added, so that what is
  ///     kept for two weeks is kept for two weeks from the first write on
  public Plan retire(Inventory inventory, Retiring wish, Instant decided, Duration toConfirm) {
    Instant now = decided.truncatedTo(SECONDS);
    Instant due = now.plus(wish.keep()).plus(toConfirm).plus(ROUNDING).truncatedTo(MINUTES);
    Draft draft = draft("retire", Goal.RETIRED, inventory);
    return draft
        .each(
            look -> {
              String by = session(look.resource()).identity().arn();
              retire(draft, look, wish, new Retirement.Chosen(by, wish.why(), now, due));
            })
        .plan();
  }

  /// A minute, less nothing: an instant is rounded up to the next.
  private static final Duration ROUNDING = Duration.ofSeconds(59);

  private void retire(Draft draft, Look look, Retiring wish, Retirement.Chosen chosen) {
    switch (Climbing.record(look)) {
      case Reading.Found(var record) -> {
        String what =
            record.goal() == Goal.RETIRED
                ? "retired already, due " + record.due()
                : "being restored";
        draft.refused(new Refusal("retired", id(look) + " is " + what, "molly status"));
      }
      case Reading.Unreadable(var why) -> draft.refused(unreadable(look, why));
      case Reading.None none -> begin(draft, look, wish, chosen);
    }
  }

  /// What speaks against it is said once: the ladder may stop at the same thing.
  private void begin(Draft draft, Look look, Retiring wish, Retirement.Chosen chosen) {
    if (!look.setting(Levers.LEASE).isEmpty()) {
      draft.refused(
          new Refusal(
              "lease",
              id(look) + " is on a lease, and a restore would bring it back without protection",
              "molly lease %s --end".formatted(id(look))));
      return;
    }
    var options = new TreeSet<>(wish.options());
    boolean speaksAgainst = false;
    for (Obstacle obstacle : look.obstacles()) {
      if (obstacle.acceptable() && wish.accepted().contains(obstacle.thing())) {
        options.add(obstacle.thing());
      } else {
        draft.refused(refusal(look, obstacle));
        speaksAgainst = true;
      }
    }
    Retirement record;
    try {
      record = Retirement.begun(look, chosen, changed(look), options);
      mustBeReadable(look, record);
    } catch (IllegalArgumentException e) {
      draft.refused(
          new Refusal(
              "record",
              id(look) + ": its record cannot be written: " + e.getMessage(),
              "say it shorter (--why), or leave it as it is"));
      return;
    }
    if (speaksAgainst) {
      return;
    }
    if (isCopiedAlready(look, record)) {
      draft.refused(
          new Refusal(
              "final-copy",
              id(look) + " was retired by this very plan before, and its copy of then would count",
              "make the plan again: molly retire, without --confirm"));
    } else if (climbing.next(Goal.RETIRED, look, record) instanceof Next.Blocked(var no)) {
      draft.refused(no);
    } else {
      draft.steps(Goal.RETIRED, look, record, wish.why());
    }
  }

  /// @throws IllegalArgumentException when it does not fit into tags, or could not be read again
  private static void mustBeReadable(Look look, Retirement record) {
    Map<String, String> tags = RetirementTags.write(record);
    Reading again =
        RetirementTags.read(tags, record.uid(), Kinds.recordSchema(look.resource().id().kind()));
    if (again instanceof Reading.Unreadable(var why)) {
      throw new IllegalArgumentException(why);
    }
  }

  /// Whether there is a final copy with the label of a retirement that only begins: a plan that was
  /// confirmed twice, with a restore in between, would take the old one for the new.
  private static boolean isCopiedAlready(Look look, Retirement record) {
    String copy = look.settings().getOrDefault(Levers.FINAL_COPY, "");
    return copy.startsWith(record.copyLabel() + " ");
  }

  /// What speaks against retiring each of them; those without anything are not among them.
  public Map<ResourceId, List<Obstacle>> obstacles(Inventory inventory) {
    var obstacles = new TreeMap<ResourceId, List<Obstacle>>();
    draft("retire", Goal.RETIRED, inventory)
        .each(
            look -> {
              if (!look.obstacles().isEmpty()) {
                obstacles.put(look.resource().id(), look.obstacles());
              }
            });
    return obstacles;
  }

  private static Refusal refusal(Look look, Obstacle obstacle) {
    String what = id(look) + ": " + obstacle.what();
    return new Refusal(
        "preflight",
        what,
        obstacle.acceptable()
            ? obstacle.instead() + "; or accept it: --accept " + obstacle.thing()
            : obstacle.instead());
  }

  private static Map<ControlId, String> changed(Look look) {
    var changed = new TreeMap<ControlId, String>();
    Kind kind = Kinds.of(look.resource().id().kind());
    kind.retired().forEach(control -> changed.put(control, look.setting(control)));
    return changed;
  }

  /// The plan that takes retired resources to a goal, as far as they go now. What is blocked is
  /// refused when somebody asked for it by name.
  public Plan towards(Goal goal, Inventory inventory) {
    Draft draft = draft(command(goal), goal, inventory);
    return draft.each(look -> towards(draft, goal, look, draft::refused)).plan();
  }

  /// The plan that brings resources back, where something is chosen for the way back.
  Plan restore(Inventory inventory, ChosenRestore chosen) {
    Draft draft = draft("restore", Goal.RESTORED, inventory);
    return draft
        .each(
            look ->
                chosen
                    .in(draft, look)
                    .ifPresent(then -> towards(draft, Goal.RESTORED, then, draft::refused)))
        .plan();
  }

  private static String command(Goal goal) {
    return switch (goal) {
      case RETIRED -> "sweep";
      case RESTORED -> "restore";
      case PURGED -> "purge";
    };
  }

  /// @param no what is done with the reason when it must not go there
  private void towards(Draft draft, Goal goal, Look look, Consumer<Refusal> no) {
    switch (Climbing.record(look)) {
      case Reading.None none when goal == Goal.RESTORED ->
          draft.left(id(look) + " is not retired: there is nothing to restore");
      case Reading.None none -> no.accept(notRetired(look));
      case Reading.Unreadable(var why) -> no.accept(unreadable(look, why));
      case Reading.Found(var found) -> {
        Retirement record = Climbing.towards(goal, found);
        Next next = climbing.next(goal, look, record);
        Optional<String> held = held(goal, look);
        switch (next instanceof Next.Blocked ? next : used(goal, look, record).orElse(next)) {
          case Next.Blocked(var why) -> no.accept(why);
          case Next.Wait(var forWhat) -> {
            if (held.filter(each -> each.contains(forWhat)).isEmpty()) {
              draft.left(id(look) + " waits: " + forWhat);
            }
            held.ifPresent(draft::left);
            draft.steps(goal, look, record, found.why());
          }
          case Next.Do first -> {
            if (goal == Goal.RESTORED) {
              look.notes().forEach(note -> draft.left(id(look) + ": " + note));
            }
            held.ifPresent(draft::left);
            draft.steps(goal, look, record, found.why());
          }
          case Next.Reached reached -> {}
        }
      }
    }
  }

  /// What a restore ends with when a purge had begun: it cannot be finished now, whatever it does.
  private static Optional<String> held(Goal goal, Look look) {
    return goal == Goal.RESTORED
        ? Claim.open(look.setting(Levers.CLAIM), look.at())
            .map(
                until ->
                    "%s is not restored to its end: %s. To finish it then: molly restore %s; or the first molly sweep after that"
                        .formatted(id(look), Claim.holds(until), id(look)))
        : Optional.empty();
  }

  /// What is used since it was retired is not purged, nor what nobody knows that of.
  private Optional<Next> used(Goal goal, Look look, Retirement record) {
    if (goal != Goal.PURGED) {
      return Optional.empty();
    }
    Resource resource = look.resource();
    Kind kind = Kinds.of(resource.id().kind());
    return switch (kind.usedSince(session(resource), resource.ref(), record.at(), look.at())) {
      case Used.No no -> Optional.empty();
      case Used.Yes(var why) ->
          Optional.of(
              new Next.Blocked(
                  new Refusal(
                      "used",
                      "%s was used since it was retired: %s".formatted(id(look), why),
                      "molly restore " + id(look))));
      case Used.Unknown(var why, var missing) ->
          Optional.of(
              new Next.Blocked(
                  new Refusal(
                      "used",
                      "it is not known whether %s was used since it was retired: %s"
                          .formatted(id(look), why),
                      missing.isEmpty()
                          ? "molly sweep, and look again: molly purge"
                          : "grant " + missing + " (molly iam purge)")));
    };
  }

  /// The plan of the nightly step: what is on its way out goes on, as far as it can now; and where
  /// a record falls due soon, it is written down that its owner was told.
  ///
  /// @param retired how they stand: what waits, is blocked or cannot be relied on is left
  /// @param tells whether there is a channel to tell by
  /// @param byHand those whose owners a person says to have told
  /// @return the plan, and what falls due without its owner having been told
  public Sweeping sweep(
      Inventory inventory, List<Retired> retired, boolean tells, Set<ResourceId> byHand) {
    Instant now = clock.instant();
    Draft draft = draft("sweep", Goal.RETIRED, inventory);
    var fallsDue = new ArrayList<Retired>();
    for (Retired each : retired) {
      if (!each.isKnownHere()) {
        protect(draft, each, byHand);
      } else if (each.isOnItsWay() && each.next().isPresent()) {
        boolean due = isToBeTold(each, now);
        boolean tell = (due && tells) || isToldByHand(each, byHand);
        switch (each.next().get()) {
          case Next.Do next -> draft.look(each.resource(), look -> sweep(draft, look, tell, now));
          case Next.Wait wait when tell ->
              draft.look(each.resource(), look -> tell(draft, look, now));
          case Next.Reached reached when tell ->
              draft.look(each.resource(), look -> tell(draft, look, now));
          case Next.Wait wait -> {}
          case Next.Reached reached -> {}
          case Next.Blocked blocked -> {}
        }
        if ((due || tell) && !(each.next().get() instanceof Next.Blocked)) {
          fallsDue.add(each);
        }
      }
    }
    return new Sweeping(draft.plan(), fallsDue);
  }

  /// Whoever may tag can write a record. What turns protection on goes on all the same.
  private void protect(Draft draft, Retired unknown, Set<ResourceId> byHand) {
    if (isToldByHand(unknown, byHand)) {
      String id = unknown.resource().ref().identifier();
      draft.refused(notKnown(id, "run it where it was begun: molly explain retirement-record"));
    }
    boolean on =
        unknown.isOnItsWay()
            && unknown.next().orElse(new Next.Reached()) instanceof Next.Do(var change)
            && protects(change);
    if (on) {
      draft.look(
          unknown.resource(),
          look -> {
            if (Climbing.record(look) instanceof Reading.Found(var record)) {
              draft.stepsWhile(Retirer::protects, Goal.RETIRED, look, record, record.why());
            }
          });
    }
  }

  private static boolean protects(Change change) {
    Kind kind = Kinds.of(change.resource().id().kind());
    String off = kind.leased().get(change.control());
    return off != null && !kind.same(change.control(), change.to(), off);
  }

  /// The plan of what a sweep does by records that are not known here. A person has to confirm it.
  ///
  /// @param retired how they stand: what waits, is blocked or cannot be relied on is left
  Plan unknown(Inventory inventory, List<Retired> retired) {
    Draft draft = draft("sweep", Goal.RETIRED, inventory);
    for (Retired each : retired) {
      if (each.isHeldBack() && each.record().isPresent()) {
        Goal goal = each.record().get().goal();
        draft.look(each.resource(), look -> towards(draft, goal, look, draft::refused));
      }
    }
    return draft.plan();
  }

  /// What a sweep does.
  ///
  /// @param fallsDue what falls due without its owner having been told before: the plan tells,
  ///     where it can
  public record Sweeping(Plan plan, List<Retired> fallsDue) {
    public Sweeping {
      fallsDue = List.copyOf(fallsDue);
    }
  }

  /// A night more than the notice, so that a sweep each night tells everybody in time.
  private static final Duration A_NIGHT = Duration.ofDays(1);

  private boolean isToBeTold(Retired retired, Instant now) {
    return retired.fallsDue(now, window.notice().plus(A_NIGHT))
        && retired.record().flatMap(Retirement::told).isEmpty();
  }

  private static boolean isToldByHand(Retired retired, Set<ResourceId> byHand) {
    return byHand.contains(retired.resource().id())
        && retired.record().flatMap(Retirement::told).isEmpty();
  }

  /// The record first: what comes after it changes what the resource looks like.
  private void sweep(Draft draft, Look look, boolean tell, Instant now) {
    if (tell) {
      tell(draft, look, now);
    }
    towards(draft, Goal.RETIRED, look, draft::refused);
  }

  private static void tell(Draft draft, Look look, Instant now) {
    if (Climbing.record(look) instanceof Reading.Found(var record)) {
      draft.record(look, record.toldAt(now), "it falls due at " + record.due());
    }
  }

  /// The plan that deletes for good. What was named and must not be deleted is refused, and the
  /// rest with it.
  public Plan purge(Inventory named) {
    Draft draft = draft("purge", Goal.PURGED, named);
    return draft.each(look -> purge(draft, look, draft::refused)).plan();
  }

  /// The plan that deletes for good what is due, whichever it is.
  Purging purgeDue(Inventory inventory) {
    return purgeDue(inventory, each -> true);
  }

  /// The plan that deletes for good what is due. What is due and must not be deleted is left, and
  /// the plan says why.
  ///
  /// @param mayGo which resources may be deleted; what is due and may not be is left
  public Purging purgeDue(Inventory inventory, Predicate<Resource> mayGo) {
    var unseen = new ArrayList<Refusal>();
    Draft draft = draft("purge", Goal.PURGED, inventory).without(unseen);
    Consumer<Refusal> leave = no -> draft.left(no.what() + " (" + no.satisfy() + ")");
    Plan plan =
        draft
            .each(
                look -> {
                  boolean due =
                      !(Climbing.record(look) instanceof Reading.Found(var record))
                          || record.isDue(look.at());
                  if (due && !mayGo.test(look.resource())) {
                    Refusal no =
                        notKnown(
                            id(look),
                            "confirm it: molly purge, without --unattended; or run it where it was"
                                + " begun: molly explain retirement-record");
                    unseen.add(no);
                    leave.accept(no);
                  } else if (due) {
                    purge(draft, look, leave);
                  }
                })
            .plan();
    return new Purging(plan, unseen);
  }

  /// What a purge of all that is due does.
  ///
  /// @param unseen what of it could not be looked at, and so is left
  public record Purging(Plan plan, List<Refusal> unseen) {
    public Purging {
      unseen = List.copyOf(unseen);
    }
  }

  private void purge(Draft draft, Look look, Consumer<Refusal> no) {
    Optional<Refusal> untold =
        Climbing.record(look) instanceof Reading.Found(var record)
                && !(climbing.next(Goal.PURGED, look, record) instanceof Next.Blocked)
            ? UndoWindow.tooSoon(id(look), record, window, look.at())
            : Optional.empty();
    untold.ifPresentOrElse(no, () -> towards(draft, Goal.PURGED, look, no));
  }

  /// The plan that gives retired resources more time.
  public Plan extend(Inventory inventory, Duration by) {
    Draft draft = draft("extend", Goal.RETIRED, inventory);
    return draft.each(look -> extend(draft, look, by)).plan();
  }

  private void extend(Draft draft, Look look, Duration by) {
    switch (Climbing.record(look)) {
      case Reading.None none -> draft.refused(notRetired(look));
      case Reading.Unreadable(var why) -> draft.refused(unreadable(look, why));
      case Reading.Found(var record) when record.goal() != Goal.RETIRED ->
          draft.refused(
              new Refusal("retired", id(look) + " is being restored", "molly restore " + id(look)));
      case Reading.Found(var record)
          when Claim.open(look.setting(Levers.CLAIM), look.at()).isPresent() ->
          draft.refused(
              new Refusal("retired", id(look) + " is being purged", "molly restore " + id(look)));
      case Reading.Found(var record) when record.isForGood() ->
          draft.left(id(look) + " is never due: it is kept for its name");
      case Reading.Found(var record) -> {
        Instant due = record.due().plus(by);
        Instant most = look.at().plus(window.most());
        if (due.isAfter(most)) {
          draft.refused(
              new Refusal(
                  "undo-window",
                  "%s would be due at %s, and the most is %s from now: %s"
                      .formatted(
                          id(look), due, Lengths.words(window.most()), most.truncatedTo(MINUTES)),
                  "choose a shorter time (--by); or allow more in molly.yaml: retire: { most: ..."
                      + " }"));
        } else {
          draft.record(look, record.dueAt(due), "more time");
        }
      }
    }
  }

  private static Refusal notKnown(String id, String instead) {
    return new Refusal(
        "unconfirmed-plan",
        "the record of %s is not known here, and no question is asked".formatted(id),
        instead);
  }

  private static Refusal notRetired(Look look) {
    return new Refusal("retired", id(look) + " is not retired", "molly status");
  }

  private static Refusal unreadable(Look look, String why) {
    return new Refusal("record", id(look) + ": " + why, "molly explain retirement-record");
  }

  private static String id(Look look) {
    return look.resource().ref().identifier();
  }

  private Draft draft(String command, Goal goal, Inventory inventory) {
    return new Draft(command, inventory, goal, climbing, this::session);
  }

  private Session session(Resource resource) {
    return Sessions.of(sessions, resource.id());
  }
}
