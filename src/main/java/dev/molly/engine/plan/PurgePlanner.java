package dev.molly.engine.plan;

import dev.molly.guard.RetentionWindow;
import dev.molly.guard.UndoWindowGuard;
import dev.molly.model.Resource;
import dev.molly.plan.Goal;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.PurgePlan;
import dev.molly.plan.Refusal;
import dev.molly.retire.Inventory;
import dev.molly.retire.NextAction;
import dev.molly.retire.Observation;
import dev.molly.retire.RetirementRecordCodec.Reading;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Makes the plans that permanently delete retired resources. Only reads.
public final class PurgePlanner {
  private final PlanBuilderFactory builders;
  private final GoalSteps steps;
  private final RetentionWindow window;

  /// @param window how long retired resources can be restored
  public PurgePlanner(PlanBuilderFactory builders, RetentionWindow window) {
    this.builders = builders;
    this.steps = new GoalSteps(builders);
    this.window = window;
  }

  /// Returns the plan that permanently deletes the named resources. A named resource that must
  /// not be deleted is refused, and the others with it.
  public Plan purge(Inventory named) {
    PlanBuilder builder = builders.builder(Operation.PURGE, Goal.PURGED, named);
    return builder.each(observation -> purge(builder, observation, builder::refused)).plan();
  }

  /// Returns the plan that permanently deletes all due resources.
  public PurgePlan purgeDue(Inventory inventory) {
    return purgeDue(inventory, each -> true);
  }

  /// Returns the plan that permanently deletes due resources. A due resource that must not be
  /// deleted is skipped, and the plan states the reason.
  ///
  /// @param mayGo the resources that may be deleted; other due resources are skipped. It throws
  ///     [dev.molly.aws.AwsException] if that cannot be read, and the resource is skipped as well
  public PurgePlan purgeDue(Inventory inventory, Predicate<Resource> mayGo) {
    var unseen = new ArrayList<Refusal>();
    PlanBuilder builder = builders.builder(Operation.PURGE, Goal.PURGED, inventory).without(unseen);
    Consumer<Refusal> leave = no -> builder.skipped(no.reason() + " (" + no.remedy() + ")");
    Plan plan =
        builder
            .each(
                observation -> {
                  boolean due =
                      !(builders.tracker().record(observation) instanceof Reading.Found(var record))
                          || record.isDue(observation.at());
                  if (due && !mayGo.test(observation.resource())) {
                    Refusal no = notGoneBy(observation);
                    unseen.add(no);
                    leave.accept(no);
                  } else if (due) {
                    purge(builder, observation, leave);
                  }
                })
            .plan();
    return new PurgePlan(plan, unseen);
  }

  /// Returns the refusal of a record that an unattended purge does not go by. One that cannot be
  /// relied on helps no one who confirms it.
  private Refusal notGoneBy(Observation observation) {
    return builders.tracker().record(observation) instanceof Reading.Unreadable(var why)
        ? StagedRefusals.unreadable(observation, why)
        : StagedRefusals.notKnown(
            id(observation),
            "confirm it: molly purge, without --unattended; or run it where it was begun: molly"
                + " explain retirement-record");
  }

  private void purge(PlanBuilder builder, Observation observation, Consumer<Refusal> no) {
    Optional<Refusal> untold =
        builders.tracker().record(observation) instanceof Reading.Found(var record)
                && !(builders.tracker().next(Goal.PURGED, observation, record)
                    instanceof NextAction.Blocked)
            ? UndoWindowGuard.tooSoon(
                observation.resource().ref(), record, window, observation.at())
            : Optional.empty();
    untold
        .or(() -> forged(builder, observation))
        .ifPresentOrElse(no, () -> steps.add(builder, Goal.PURGED, observation, no));
  }

  /// Returns the refusal of a record that is not as CloudTrail shows it.
  private Optional<Refusal> forged(PlanBuilder builder, Observation observation) {
    Resource resource = observation.resource();
    boolean next = builders.tracker().next(Goal.PURGED, observation) instanceof NextAction.Apply;
    if (!next || !(builders.tracker().record(observation) instanceof Reading.Found(var record))) {
      return Optional.empty();
    }
    return switch (RecordProvenance.of(
        builders.session(resource),
        builders.kinds().retirable(resource.id().kind()),
        resource,
        record,
        observation.at())) {
      case RecordProvenance.Answer.Agrees agrees -> Optional.empty();
      case RecordProvenance.Answer.Note(var text) -> {
        builder.note(text);
        yield Optional.empty();
      }
      case RecordProvenance.Answer.Disagrees(var why) -> Optional.of(why);
    };
  }

  private static String id(Observation observation) {
    return observation.resource().ref().identifier();
  }
}
