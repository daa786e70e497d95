package dev.molly;

import dev.molly.plan.ApplyResult;
import dev.molly.plan.LeftOut;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunResult;
import dev.molly.retire.SweepPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The writes of a sweep.
///
/// @param plan the plan that continued the retirements
/// @param runs the runs of the writes, if any
/// @param refused the refusals of the guards, for which a whole run wrote nothing
/// @param leftOut the resources that the runs left out
/// @param unplanned the refusals for which no write to a resource was planned
public record SweepResult(
    SweepPlan plan,
    List<RunResult> runs,
    List<Refusal> refused,
    List<LeftOut> leftOut,
    List<Refusal> unplanned) {
  public SweepResult {
    leftOut = List.copyOf(leftOut);
    unplanned = List.copyOf(unplanned);
    runs = List.copyOf(runs);
    refused = List.copyOf(refused);
  }

  /// Collects the results of the plans of a sweep: a refusal of one does not stop the others.
  static final class Collector {
    private final List<RunResult> runs = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final List<Refusal> unplanned = new ArrayList<>();

    void apply(Plan plan, Function<Plan, ApplyResult> apply) {
      unplanned.addAll(plan.refusals());
      if (plan.steps().isEmpty()) {
        return;
      }
      ApplyResult applied = apply.apply(plan);
      leftOut.addAll(applied.leftOut());
      switch (applied) {
        case ApplyResult.Refused(var reasons, var each) -> {
          if (each.isEmpty()) {
            refused.addAll(reasons);
          }
        }
        case ApplyResult.Executed(var result, _) -> runs.add(result);
      }
    }

    SweepResult result(SweepPlan plan) {
      return new SweepResult(plan, runs, refused, leftOut, unplanned);
    }
  }
}
