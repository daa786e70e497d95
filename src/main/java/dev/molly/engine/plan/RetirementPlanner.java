package dev.molly.engine.plan;

import static java.time.temporal.ChronoUnit.MINUTES;
import static java.time.temporal.ChronoUnit.SECONDS;

import dev.molly.kind.Retirable;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceId;
import dev.molly.plan.Goal;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.Blocker;
import dev.molly.retire.Inventory;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.NextAction;
import dev.molly.retire.Observation;
import dev.molly.retire.RetireRequest;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import dev.molly.retire.RetirementRecordCodec.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Makes the plans that retire resources and take them back. Each plan is derived by staged
/// deletion from the current state of the resources. Only reads.
public final class RetirementPlanner {
  /// One second less than a minute, which rounds an instant up to a full minute.
  private static final Duration ROUNDING = Duration.ofSeconds(59);

  private final PlanBuilderFactory builders;
  private final GoalSteps steps;

  public RetirementPlanner(PlanBuilderFactory builders) {
    this.builders = builders;
    this.steps = new GoalSteps(builders);
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
    PlanBuilder builder = builders.builder(Operation.RETIRE, Goal.RETIRED, inventory);
    return builder
        .each(
            observation -> {
              String by = builders.session(observation.resource()).identity().arn();
              retire(
                  builder,
                  observation,
                  wish,
                  new RetirementRecord.Chosen(by, wish.why(), now, due));
            })
        .plan();
  }

  private void retire(
      PlanBuilder builder,
      Observation observation,
      RetireRequest wish,
      RetirementRecord.Chosen chosen) {
    switch (builders.tracker().record(observation)) {
      case Reading.Found(var record) -> {
        String what =
            record.goal() == Goal.RETIRED
                ? "retired already, due " + record.due()
                : "being restored";
        builder.refused(new Refusal("retired", id(observation) + " is " + what, "molly status"));
      }
      case Reading.Unreadable(var why) ->
          builder.refused(StagedRefusals.unreadable(observation, why));
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
              "molly lease %s --end".formatted(observation.resource().ref().typed())));
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
    if (record.isCopiedIn(observation)) {
      builder.refused(
          new Refusal(
              "final-copy",
              id(observation)
                  + " was retired by this very plan before, and its copy of then would count",
              "make the plan again: molly retire, without --confirm"));
    } else if (record.isStartedIn(observation)) {
      builder.refused(
          new Refusal(
              "clock",
              "%s was started at %s, and this plan says that it is retired at %s: it was started since then, or this machine's clock is behind"
                  .formatted(id(observation), observation.startedAt().orElseThrow(), record.at()),
              "make the plan again, without --confirm; or set the clock: molly explain clock"));
    } else if (builders.tracker().next(Goal.RETIRED, observation, record)
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
            tags, record.uid(), builders.kinds().recordSchema(observation.resource().id().kind()));
    if (again instanceof Reading.Unreadable(var why)) {
      throw new IllegalArgumentException(why);
    }
  }

  /// Returns the blockers of each resource's retirement; resources that cannot be observed are
  /// absent.
  public Map<ResourceId, List<Blocker>> blockers(Inventory inventory) {
    var blockers = new TreeMap<ResourceId, List<Blocker>>();
    builders
        .builder(Operation.RETIRE, Goal.RETIRED, inventory)
        .each(observation -> blockers.put(observation.resource().id(), observation.blockers()));
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
    Retirable kind = builders.kinds().retirable(observation.resource().id().kind());
    kind.controlsChangedByRetirement()
        .forEach(control -> changed.put(control, observation.setting(control)));
    return changed;
  }

  /// Returns the plan that takes retired resources as far towards a goal as is possible now. A
  /// blocked resource is refused.
  public Plan planTo(Goal goal, Inventory inventory) {
    PlanBuilder builder = builders.builder(operation(goal), goal, inventory);
    return builder
        .each(observation -> steps.add(builder, goal, observation, builder::refused))
        .plan();
  }

  /// Returns the plan that restores resources with the chosen options.
  public Plan restore(Inventory inventory, RestoreChoice chosen) {
    PlanBuilder builder = builders.builder(Operation.RESTORE, Goal.RESTORED, inventory);
    return builder
        .refusingWhatIsGone()
        .each(
            observation ->
                chosen
                    .in(builder, builders.tracker(), observation)
                    .ifPresent(then -> steps.add(builder, Goal.RESTORED, then, builder::refused)))
        .plan();
  }

  private static Operation operation(Goal goal) {
    return switch (goal) {
      case RETIRED -> Operation.SWEEP;
      case RESTORED -> Operation.RESTORE;
      case PURGED -> Operation.PURGE;
    };
  }

  private static String id(Observation observation) {
    return observation.resource().ref().identifier();
  }
}
