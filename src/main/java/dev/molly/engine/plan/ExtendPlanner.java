package dev.molly.engine.plan;

import static java.time.temporal.ChronoUnit.MINUTES;

import dev.molly.guard.RetentionWindow;
import dev.molly.plan.Goal;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.Inventory;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.Observation;
import dev.molly.retire.PurgeClaim;
import dev.molly.retire.RetirementRecordCodec.Reading;
import dev.molly.text.DurationText;
import java.time.Duration;
import java.time.Instant;

/// Makes the plans that postpone the deletion of retired resources. Only reads.
public final class ExtendPlanner {
  private final PlanBuilderFactory builders;
  private final RetentionWindow window;

  /// @param window how long retired resources can be restored
  public ExtendPlanner(PlanBuilderFactory builders, RetentionWindow window) {
    this.builders = builders;
    this.window = window;
  }

  /// Returns the plan that extends the retention of retired resources.
  public Plan extend(Inventory inventory, Duration by) {
    PlanBuilder builder = builders.builder(Operation.EXTEND, Goal.RETIRED, inventory);
    return builder.each(observation -> extend(builder, observation, by)).plan();
  }

  private void extend(PlanBuilder builder, Observation observation, Duration by) {
    switch (builders.tracker().record(observation)) {
      case Reading.None none -> builder.refused(StagedRefusals.notRetired(observation));
      case Reading.Unreadable(var why) ->
          builder.refused(StagedRefusals.unreadable(observation, why));
      case Reading.Found(var record) when record.goal() != Goal.RETIRED ->
          builder.refused(
              new Refusal(
                  "retired",
                  id(observation) + " is being restored",
                  "molly restore " + observation.resource().ref().typed()));
      case Reading.Found(var record)
          when PurgeClaim.open(observation.setting(LifecycleAttributes.CLAIM), observation.at())
              .isPresent() ->
          builder.refused(
              new Refusal(
                  "retired",
                  id(observation) + " is being purged",
                  "molly restore " + observation.resource().ref().typed()));
      case Reading.Found _ when builders.isSignedElsewhere(observation) ->
          builder.refused(StagedRefusals.signedElsewhere(observation, "more time"));
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

  private static String id(Observation observation) {
    return observation.resource().ref().identifier();
  }
}
