package dev.molly.engine.plan;

import static java.time.temporal.ChronoUnit.MINUTES;
import static java.time.temporal.ChronoUnit.SECONDS;

import dev.molly.aws.AccountSession;
import dev.molly.engine.scan.Inventory;
import dev.molly.engine.support.AccountSessions;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.guard.RetentionWindow;
import dev.molly.guard.UndoWindowGuard;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.ResourceKind;
import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.UsageSince;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.Blocker;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.NextAction;
import dev.molly.retire.Observation;
import dev.molly.retire.PurgeClaim;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import dev.molly.retire.RetirementRecordCodec.Reading;
import dev.molly.text.DurationText;
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

/// Makes the plans of staged deletion: to retire, to restore, to continue either, and to purge.
/// Each plan is derived by staged deletion from the current state of the resources. Only reads.
public final class RetirementPlanner {
  private final KindRegistry kinds;
  private final Map<AccountId, AccountSession> sessions;
  private final Clock clock;
  private final RetentionWindow window;
  private final RetirementTracker tracker;

  /// @param window how long retired resources can be restored
  public RetirementPlanner(
      KindRegistry kinds,
      Map<AccountId, AccountSession> sessions,
      Clock clock,
      RetentionWindow window) {
    this.kinds = kinds;
    this.sessions = Map.copyOf(sessions);
    this.clock = clock;
    this.window = window;
    this.tracker = new RetirementTracker(kinds, clock, window.least());
  }

  /// Returns the plan that retires resources. An objection to one of them blocks the whole plan.
  ///
  /// @param inventory the inventory that contains the resources
  /// @param decided the decision time, which the record and the confirmation phrase contain
  /// @param toConfirm the time allowed for confirming the plan; it is added to the retention, so
  ///     that two weeks are two weeks from the first write
  public Plan retire(Inventory inventory, RetireRequest wish, Instant decided, Duration toConfirm) {
    Instant now = decided.truncatedTo(SECONDS);
    Instant due = now.plus(wish.keep()).plus(toConfirm).plus(ROUNDING).truncatedTo(MINUTES);
    PlanBuilder builder = draft(Operation.RETIRE, Goal.RETIRED, inventory);
    return builder
        .each(
            observation -> {
              String by = session(observation.resource()).identity().arn();
              retire(
                  builder,
                  observation,
                  wish,
                  new RetirementRecord.Chosen(by, wish.why(), now, due));
            })
        .plan();
  }

  /// One second less than a minute, which rounds an instant up to a full minute.
  private static final Duration ROUNDING = Duration.ofSeconds(59);

  private void retire(
      PlanBuilder builder,
      Observation observation,
      RetireRequest wish,
      RetirementRecord.Chosen chosen) {
    switch (tracker.record(observation)) {
      case Reading.Found(var record) -> {
        String what =
            record.goal() == Goal.RETIRED
                ? "retired already, due " + record.due()
                : "being restored";
        builder.refused(new Refusal("retired", id(observation) + " is " + what, "molly status"));
      }
      case Reading.Unreadable(var why) -> builder.refused(unreadable(observation, why));
      case Reading.None none -> begin(builder, observation, wish, chosen);
    }
  }

  /// Reports each objection once, although staged deletion may be blocked for the same reason.
  private void begin(
      PlanBuilder builder,
      Observation observation,
      RetireRequest wish,
      RetirementRecord.Chosen chosen) {
    if (!observation.setting(LifecycleAttributes.LEASE).isEmpty()) {
      builder.refused(
          new Refusal(
              "lease",
              id(observation)
                  + " is on a lease, and a restore would bring it back without protection",
              "molly lease %s --end".formatted(id(observation))));
      return;
    }
    var options = new TreeSet<>(wish.options());
    boolean speaksAgainst = false;
    for (Blocker blocker : observation.blockers()) {
      if (blocker.acceptable() && wish.accepted().contains(blocker.code())) {
        options.add(blocker.code());
      } else {
        builder.refused(refusal(observation, blocker));
        speaksAgainst = true;
      }
    }
    RetirementRecord record;
    try {
      record = RetirementRecord.begun(observation, chosen, changed(observation), options);
      mustBeReadable(observation, record);
    } catch (IllegalArgumentException e) {
      builder.refused(
          new Refusal(
              "record",
              id(observation) + ": its record cannot be written: " + e.getMessage(),
              "say it shorter (--why), or leave it as it is"));
      return;
    }
    if (speaksAgainst) {
      return;
    }
    if (isCopiedAlready(observation, record)) {
      builder.refused(
          new Refusal(
              "final-copy",
              id(observation)
                  + " was retired by this very plan before, and its copy of then would count",
              "make the plan again: molly retire, without --confirm"));
    } else if (tracker.next(Goal.RETIRED, observation, record)
        instanceof NextAction.Blocked(var no)) {
      builder.refused(no);
    } else {
      builder.steps(Goal.RETIRED, observation, record, wish.why());
    }
  }

  /// @throws IllegalArgumentException if the record does not fit into tags, or could not be read
  ///     back
  private void mustBeReadable(Observation observation, RetirementRecord record) {
    Map<String, String> tags = RetirementRecordCodec.write(record);
    Reading again =
        RetirementRecordCodec.read(
            tags, record.uid(), kinds.recordSchema(observation.resource().id().kind()));
    if (again instanceof Reading.Unreadable(var why)) {
      throw new IllegalArgumentException(why);
    }
  }

  /// Returns whether a final copy with the label of a retirement exists before that retirement
  /// begins. A plan confirmed twice, with a restore in between, would mistake the old copy for
  /// the new one.
  private static boolean isCopiedAlready(Observation observation, RetirementRecord record) {
    String copy = observation.settings().getOrDefault(LifecycleAttributes.FINAL_COPY, "");
    return copy.startsWith(record.copyLabel() + " ");
  }

  /// Returns the blockers of each resource's retirement; resources without blockers are absent.
  public Map<ResourceId, List<Blocker>> blockers(Inventory inventory) {
    var blockers = new TreeMap<ResourceId, List<Blocker>>();
    draft(Operation.RETIRE, Goal.RETIRED, inventory)
        .each(
            observation -> {
              if (!observation.blockers().isEmpty()) {
                blockers.put(observation.resource().id(), observation.blockers());
              }
            });
    return blockers;
  }

  private static Refusal refusal(Observation observation, Blocker blocker) {
    String what = id(observation) + ": " + blocker.reason();
    return new Refusal(
        "preflight",
        what,
        blocker.acceptable()
            ? blocker.remedy() + "; or accept it: --accept " + blocker.code()
            : blocker.remedy());
  }

  private Map<ControlId, String> changed(Observation observation) {
    var changed = new TreeMap<ControlId, String>();
    ResourceKind kind = kinds.retirable(observation.resource().id().kind());
    kind.controlsChangedByRetirement()
        .forEach(control -> changed.put(control, observation.setting(control)));
    return changed;
  }

  /// Returns the plan that takes retired resources as far towards a goal as is possible now. A
  /// blocked resource is refused.
  public Plan planTo(Goal goal, Inventory inventory) {
    PlanBuilder builder = draft(operation(goal), goal, inventory);
    return builder.each(observation -> planTo(builder, goal, observation, builder::refused)).plan();
  }

  /// Returns the plan that restores resources with the chosen options.
  public Plan restore(Inventory inventory, RestoreChoice chosen) {
    PlanBuilder builder = draft(Operation.RESTORE, Goal.RESTORED, inventory);
    return builder
        .each(
            observation ->
                chosen
                    .in(builder, tracker, observation)
                    .ifPresent(then -> planTo(builder, Goal.RESTORED, then, builder::refused)))
        .plan();
  }

  private static Operation operation(Goal goal) {
    return switch (goal) {
      case RETIRED -> Operation.SWEEP;
      case RESTORED -> Operation.RESTORE;
      case PURGED -> Operation.PURGE;
    };
  }

  /// @param no receives the refusal if the resource must not be taken to the goal
  private void planTo(
      PlanBuilder builder, Goal goal, Observation observation, Consumer<Refusal> no) {
    switch (tracker.record(observation)) {
      case Reading.None none when goal == Goal.RESTORED ->
          builder.skipped(id(observation) + " is not retired: there is nothing to restore");
      case Reading.None none -> no.accept(notRetired(observation));
      case Reading.Unreadable(var why) -> no.accept(unreadable(observation, why));
      case Reading.Found(var found) -> {
        RetirementRecord record = RetirementTracker.headingTo(goal, found);
        NextAction next = tracker.next(goal, observation, record);
        Optional<String> held = held(goal, observation);
        switch (next instanceof NextAction.Blocked
            ? next
            : used(goal, observation, record).orElse(next)) {
          case NextAction.Blocked(var why) -> no.accept(why);
          case NextAction.Wait(var forWhat) -> {
            if (held.filter(each -> each.contains(forWhat)).isEmpty()) {
              builder.skipped(id(observation) + " waits: " + forWhat);
            }
            held.ifPresent(builder::skipped);
            builder.steps(goal, observation, record, found.why());
          }
          case NextAction.Apply first -> {
            if (goal == Goal.RESTORED) {
              observation.notes().forEach(note -> builder.skipped(id(observation) + ": " + note));
            }
            held.ifPresent(builder::skipped);
            builder.steps(goal, observation, record, found.why());
          }
          case NextAction.Done reached -> {}
        }
      }
    }
  }

  /// Returns why a restore cannot be completed now: a purge of the resource has begun.
  private static Optional<String> held(Goal goal, Observation observation) {
    return goal == Goal.RESTORED
        ? PurgeClaim.open(observation.setting(LifecycleAttributes.CLAIM), observation.at())
            .map(
                until ->
                    "%s is not restored to its end: %s. To finish it then: molly restore %s; or the first molly sweep after that"
                        .formatted(id(observation), PurgeClaim.holds(until), id(observation)))
        : Optional.empty();
  }

  /// Blocks the purge of a resource that was used since it was retired, or whose use is unknown.
  private Optional<NextAction> used(Goal goal, Observation observation, RetirementRecord record) {
    if (goal != Goal.PURGED) {
      return Optional.empty();
    }
    Resource resource = observation.resource();
    ResourceKind kind = kinds.retirable(resource.id().kind());
    return switch (kind.usedSince(
        session(resource), resource.ref(), record.at(), observation.at())) {
      case UsageSince.No no -> Optional.empty();
      case UsageSince.Yes(var why) ->
          Optional.of(
              new NextAction.Blocked(
                  new Refusal(
                      "used",
                      "%s was used since it was retired: %s".formatted(id(observation), why),
                      "molly restore " + id(observation))));
      case UsageSince.Unknown(var why, var missing) ->
          Optional.of(
              new NextAction.Blocked(
                  new Refusal(
                      "used",
                      "it is not known whether %s was used since it was retired: %s"
                          .formatted(id(observation), why),
                      missing.isEmpty()
                          ? "molly sweep, and look again: molly purge"
                          : "grant " + missing + " (molly iam purge)")));
    };
  }

  /// Returns the plan of the nightly sweep: staged deletion continues as far as is possible now,
  /// and where a record falls due soon, the record states that the owner was notified.
  ///
  /// @param retired the status of the resources; those that wait, are blocked or have an
  ///     unreliable record are skipped
  /// @param tells whether a notification channel is configured
  /// @param byHand the resources whose owners the user claims to have notified
  /// @return the plan, and the resources that fall due without a previous notification of the
  ///     owner
  public Sweeping sweep(
      Inventory inventory, List<RetiredResource> retired, boolean tells, Set<ResourceId> byHand) {
    Instant now = clock.instant();
    PlanBuilder builder = draft(Operation.SWEEP, Goal.RETIRED, inventory);
    var fallsDue = new ArrayList<RetiredResource>();
    for (RetiredResource each : retired) {
      if (!each.isKnownHere()) {
        protect(builder, each, byHand);
      } else if (each.isOnItsWay() && each.next().isPresent()) {
        boolean due = isToBeTold(each, now);
        boolean tell = (due && tells) || isToldByHand(each, byHand);
        switch (each.next().get()) {
          case NextAction.Apply next ->
              builder.observe(
                  each.resource(), observation -> sweep(builder, observation, tell, now));
          case NextAction.Wait wait when tell ->
              builder.observe(each.resource(), observation -> tell(builder, observation, now));
          case NextAction.Done reached when tell ->
              builder.observe(each.resource(), observation -> tell(builder, observation, now));
          case NextAction.Wait wait -> {}
          case NextAction.Done reached -> {}
          case NextAction.Blocked blocked -> {}
        }
        if ((due || tell) && !(each.next().get() instanceof NextAction.Blocked)) {
          fallsDue.add(each);
        }
      }
    }
    return new Sweeping(builder.plan(), fallsDue);
  }

  /// Plans only the changes that turn protection on, because any principal that may tag can
  /// write a record.
  private void protect(PlanBuilder builder, RetiredResource unknown, Set<ResourceId> byHand) {
    if (isToldByHand(unknown, byHand)) {
      String id = unknown.resource().ref().identifier();
      builder.refused(notKnown(id, "run it where it was begun: molly explain retirement-record"));
    }
    boolean on =
        unknown.isOnItsWay()
            && unknown.next().orElse(new NextAction.Done()) instanceof NextAction.Apply(var change)
            && protects(change);
    if (on) {
      builder.observe(
          unknown.resource(),
          observation -> {
            if (tracker.record(observation) instanceof Reading.Found(var record)) {
              builder.stepsWhile(this::protects, Goal.RETIRED, observation, record, record.why());
            }
          });
    }
  }

  private boolean protects(Change change) {
    ResourceKind kind = kinds.protectable(change.resource().id().kind());
    String off = kind.leasableControls().get(change.control());
    return off != null && !kind.same(change.control(), change.to(), off);
  }

  /// Returns the sweep plan for records that are unknown to this installation. A person has to
  /// confirm it.
  ///
  /// @param retired the status of the resources; those that wait, are blocked or have an
  ///     unreliable record are skipped
  public Plan unknown(Inventory inventory, List<RetiredResource> retired) {
    PlanBuilder builder = draft(Operation.SWEEP, Goal.RETIRED, inventory);
    for (RetiredResource each : retired) {
      if (each.isHeldBack() && each.record().isPresent()) {
        Goal goal = each.record().get().goal();
        builder.observe(
            each.resource(), observation -> planTo(builder, goal, observation, builder::refused));
      }
    }
    return builder.plan();
  }

  /// The plan of a sweep.
  ///
  /// @param fallsDue the resources that fall due without a previous notification of the owner;
  ///     the plan notifies the owners where it can
  public record Sweeping(Plan plan, List<RetiredResource> fallsDue) {
    public Sweeping {
      fallsDue = List.copyOf(fallsDue);
    }
  }

  /// One night is added to the notice period, so that a nightly sweep notifies every owner in
  /// time.
  private static final Duration A_NIGHT = Duration.ofDays(1);

  private boolean isToBeTold(RetiredResource retired, Instant now) {
    return retired.fallsDue(now, window.notice().plus(A_NIGHT))
        && retired.record().flatMap(RetirementRecord::told).isEmpty();
  }

  private static boolean isToldByHand(RetiredResource retired, Set<ResourceId> byHand) {
    return byHand.contains(retired.resource().id())
        && retired.record().flatMap(RetirementRecord::told).isEmpty();
  }

  /// Updates the record first, because the later steps change the resource.
  private void sweep(PlanBuilder builder, Observation observation, boolean tell, Instant now) {
    if (tell) {
      tell(builder, observation, now);
    }
    planTo(builder, Goal.RETIRED, observation, builder::refused);
  }

  private void tell(PlanBuilder builder, Observation observation, Instant now) {
    if (tracker.record(observation) instanceof Reading.Found(var record)) {
      builder.record(observation, record.toldAt(now), "it falls due at " + record.due());
    }
  }

  /// Returns the plan that permanently deletes the named resources. A named resource that must
  /// not be deleted is refused, and the others with it.
  public Plan purge(Inventory named) {
    PlanBuilder builder = draft(Operation.PURGE, Goal.PURGED, named);
    return builder.each(observation -> purge(builder, observation, builder::refused)).plan();
  }

  /// Returns the plan that permanently deletes all due resources.
  public Purging purgeDue(Inventory inventory) {
    return purgeDue(inventory, each -> true);
  }

  /// Returns the plan that permanently deletes due resources. A due resource that must not be
  /// deleted is skipped, and the plan states the reason.
  ///
  /// @param mayGo the resources that may be deleted; other due resources are skipped
  public Purging purgeDue(Inventory inventory, Predicate<Resource> mayGo) {
    var unseen = new ArrayList<Refusal>();
    PlanBuilder builder = draft(Operation.PURGE, Goal.PURGED, inventory).without(unseen);
    Consumer<Refusal> leave = no -> builder.skipped(no.reason() + " (" + no.remedy() + ")");
    Plan plan =
        builder
            .each(
                observation -> {
                  boolean due =
                      !(tracker.record(observation) instanceof Reading.Found(var record))
                          || record.isDue(observation.at());
                  if (due && !mayGo.test(observation.resource())) {
                    Refusal no =
                        notKnown(
                            id(observation),
                            "confirm it: molly purge, without --unattended; or run it where it was"
                                + " begun: molly explain retirement-record");
                    unseen.add(no);
                    leave.accept(no);
                  } else if (due) {
                    purge(builder, observation, leave);
                  }
                })
            .plan();
    return new Purging(plan, unseen);
  }

  /// The plan that purges all due resources.
  ///
  /// @param unseen the refusals of resources that could not be observed and are therefore
  ///     skipped
  public record Purging(Plan plan, List<Refusal> unseen) {
    public Purging {
      unseen = List.copyOf(unseen);
    }
  }

  private void purge(PlanBuilder builder, Observation observation, Consumer<Refusal> no) {
    Optional<Refusal> untold =
        tracker.record(observation) instanceof Reading.Found(var record)
                && !(tracker.next(Goal.PURGED, observation, record) instanceof NextAction.Blocked)
            ? UndoWindowGuard.tooSoon(id(observation), record, window, observation.at())
            : Optional.empty();
    untold.ifPresentOrElse(no, () -> planTo(builder, Goal.PURGED, observation, no));
  }

  /// Returns the plan that extends the retention of retired resources.
  public Plan extend(Inventory inventory, Duration by) {
    PlanBuilder builder = draft(Operation.EXTEND, Goal.RETIRED, inventory);
    return builder.each(observation -> extend(builder, observation, by)).plan();
  }

  private void extend(PlanBuilder builder, Observation observation, Duration by) {
    switch (tracker.record(observation)) {
      case Reading.None none -> builder.refused(notRetired(observation));
      case Reading.Unreadable(var why) -> builder.refused(unreadable(observation, why));
      case Reading.Found(var record) when record.goal() != Goal.RETIRED ->
          builder.refused(
              new Refusal(
                  "retired",
                  id(observation) + " is being restored",
                  "molly restore " + id(observation)));
      case Reading.Found(var record)
          when PurgeClaim.open(observation.setting(LifecycleAttributes.CLAIM), observation.at())
              .isPresent() ->
          builder.refused(
              new Refusal(
                  "retired",
                  id(observation) + " is being purged",
                  "molly restore " + id(observation)));
      case Reading.Found(var record) when record.isForGood() ->
          builder.skipped(id(observation) + " is never due: it is kept for its name");
      case Reading.Found(var record) -> {
        Instant due = record.due().plus(by);
        Instant most = observation.at().plus(window.most());
        if (due.isAfter(most)) {
          builder.refused(
              new Refusal(
                  "undo-window",
                  "%s would be due at %s, and the most is %s from now: %s"
                      .formatted(
                          id(observation),
                          due,
                          DurationText.words(window.most()),
                          most.truncatedTo(MINUTES)),
                  "choose a shorter time (--by); or allow more in molly.yaml: retire: { most: ..."
                      + " }"));
        } else {
          builder.record(observation, record.dueAt(due), "more time");
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

  private static Refusal notRetired(Observation observation) {
    return new Refusal("retired", id(observation) + " is not retired", "molly status");
  }

  private static Refusal unreadable(Observation observation, String why) {
    return new Refusal("record", id(observation) + ": " + why, "molly explain retirement-record");
  }

  private static String id(Observation observation) {
    return observation.resource().ref().identifier();
  }

  private PlanBuilder draft(Operation operation, Goal goal, Inventory inventory) {
    return new PlanBuilder(operation, inventory, goal, tracker, this::session);
  }

  private AccountSession session(Resource resource) {
    return AccountSessions.of(sessions, resource.id());
  }
}
