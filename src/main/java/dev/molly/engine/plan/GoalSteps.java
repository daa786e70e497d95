package dev.molly.engine.plan;

import dev.molly.engine.support.RetirementTracker;
import dev.molly.kind.Retirable;
import dev.molly.model.Resource;
import dev.molly.model.UsageSince;
import dev.molly.plan.Goal;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.NextAction;
import dev.molly.retire.Observation;
import dev.molly.retire.PurgeClaim;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec.Reading;
import java.util.Optional;
import java.util.function.Consumer;

/// Adds the steps that take a retired resource to a goal, as far as is possible now.
final class GoalSteps {
  private final PlanBuilderFactory builders;

  GoalSteps(PlanBuilderFactory builders) {
    this.builders = builders;
  }

  /// Adds the steps that can be made now.
  ///
  /// @param no receives the refusal if the resource must not be taken to the goal
  void add(PlanBuilder builder, Goal goal, Observation observation, Consumer<Refusal> no) {
    switch (builders.tracker().record(observation)) {
      case Reading.None none when goal == Goal.RESTORED ->
          builder.skipped(id(observation) + " is not retired: there is nothing to restore");
      case Reading.None none -> no.accept(StagedRefusals.notRetired(observation));
      case Reading.Unreadable(var why) -> no.accept(StagedRefusals.unreadable(observation, why));
      case Reading.Found(var found) -> {
        RetirementRecord record = RetirementTracker.headingTo(goal, found);
        NextAction next = builders.tracker().next(goal, observation, record);
        Optional<String> held = held(goal, observation, record);
        switch (next instanceof NextAction.Blocked
            ? next
            : used(goal, observation, record).orElse(next)) {
          case NextAction.Blocked(var why) -> no.accept(why);
          case NextAction.Wait(_, var forWhat) -> {
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

  /// Returns why a restore cannot be completed now: a purge of the resource has begun. By the time
  /// that it can, the resource has its original name again.
  private static Optional<String> held(
      Goal goal, Observation observation, RetirementRecord record) {
    var ref = observation.resource().ref();
    String later =
        ref.identifier().equals(ref.id().uid())
            ? ref.identifier()
            : record.name().orElse(ref.identifier());
    return goal == Goal.RESTORED
        ? PurgeClaim.open(observation.setting(LifecycleAttributes.CLAIM), observation.at())
            .map(
                until ->
                    "%s is not restored to its end: %s. To finish it then: molly restore %s; or the first molly sweep after that"
                        .formatted(id(observation), PurgeClaim.holds(until), later))
        : Optional.empty();
  }

  /// Blocks the purge of a resource that was used since it was retired, or whose use is unknown.
  private Optional<NextAction> used(Goal goal, Observation observation, RetirementRecord record) {
    if (goal != Goal.PURGED) {
      return Optional.empty();
    }
    Resource resource = observation.resource();
    Retirable kind = builders.kinds().retirable(resource.id().kind());
    return switch (kind.usedSince(
        builders.session(resource), resource.ref(), record.at(), observation.at())) {
      case UsageSince.No no -> Optional.empty();
      case UsageSince.Yes(var why) ->
          Optional.of(
              new NextAction.Blocked(
                  new Refusal(
                      "used",
                      "%s was used since it was retired: %s".formatted(id(observation), why),
                      "molly restore " + resource.ref().typed())));
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

  private static String id(Observation observation) {
    return observation.resource().ref().identifier();
  }
}
