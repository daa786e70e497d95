package dev.molly;

import dev.molly.plan.ApplyResult;
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
/// @param refused the refusals of the guards
public record SweepResult(SweepPlan plan, List<RunResult> runs, List<Refusal> refused) {
  public SweepResult {
    runs = List.copyOf(runs);
    refused = List.copyOf(refused);
  }

  /// Collects the results of the plans of a sweep: a refusal of one does not stop the others.
  static final class Collector {
    private final List<RunResult> runs = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();

    void apply(Plan plan, Function<Plan, ApplyResult> apply) {
      refused.addAll(plan.refusals());
      if (plan.steps().isEmpty()) {
        return;
      }
      switch (apply.apply(plan)) {
        case ApplyResult.Refused(var reasons) -> refused.addAll(reasons);
        case ApplyResult.Executed(var result) -> runs.add(result);
      }
    }

    SweepResult result(SweepPlan plan) {
      return new SweepResult(plan, runs, refused);
    }
  }
}
