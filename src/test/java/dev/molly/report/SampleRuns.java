package dev.molly.report;

import dev.molly.model.ControlId;
import dev.molly.plan.Change;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.RunId;
import dev.molly.plan.RunResult;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What came of plans that were carried out.
public final class SampleRuns {
  public static final RunId RUN = new RunId("20261123T093015Z-3fa4b1");

  private SampleRuns() {}

  /// A run whose last step waits.
  public static RunResult waiting(Plan plan) {
    var outcomes = new ArrayList<Outcome>();
    for (PlannedChange step : plan.steps()) {
      boolean last = step.equals(plan.steps().getLast());
      outcomes.add(
          new Outcome(
              step.change(),
              last ? Result.WAITING : Result.DONE,
              last ? "a snapshot is pending" : ""));
    }
    return new RunResult(RUN, plan, outcomes, Optional.empty(), List.of(), List.of());
  }

  /// A run that did all of a plan.
  public static RunResult done(Plan plan) {
    List<Outcome> outcomes =
        plan.steps().stream().map(step -> new Outcome(step.change(), Result.DONE, "")).toList();
    return new RunResult(RUN, plan, outcomes, Optional.empty(), List.of(), List.of());
  }

  /// A run that a person confirmed of the nasty plan, with every result of such runs, which then
  /// stopped.
  public static RunResult everyResult() {
    Plan plan = SamplePlans.nasty();
    var outcomes = new ArrayList<Outcome>();
    for (Result result : Result.values()) {
      if (result == Result.DENIED) {
        continue;
      }
      PlannedChange step = plan.steps().get(outcomes.size());
      outcomes.add(new Outcome(step.change(), result, detail(result)));
    }
    outcomes.add(new Outcome(plan.steps().get(outcomes.size()).change(), Result.DONE, ""));
    return new RunResult(
        RUN,
        plan,
        outcomes,
        Optional.of("i-0a00000000000000f: AWS took it, but does not show it"),
        List.of(),
        List.of(
            back(plan.steps().get(7), Result.DONE, ""),
            back(plan.steps().get(6), Result.DRIFTED, "it is not as this run left it")));
  }

  /// A run in which AWS denied the first of two writes to a server, and the other resources went
  /// on.
  public static RunResult halted(Operation operation) {
    List<PlannedChange> small = SamplePlans.small().steps();
    Change first = small.getFirst().change();
    var second = new Change(first.resource(), new ControlId("stop-protection"), "off", "on");
    var steps = new ArrayList<>(small);
    steps.add(1, new PlannedChange(second, "f", small.getFirst().call(), "retire"));
    var denied = new Outcome(first, Result.DENIED, "access denied: ec2:ModifyInstanceAttribute");
    var outcomes = new ArrayList<>(List.of(denied));
    small.stream()
        .skip(1)
        .forEach(step -> outcomes.add(new Outcome(step.change(), Result.DONE, "")));
    var plan = new Plan(operation, steps, 5, List.of(), List.of());
    return new RunResult(RUN, plan, outcomes, Optional.empty(), List.of(denied), List.of());
  }

  private static Outcome back(PlannedChange step, Result result, String detail) {
    Change change = step.change();
    return new Outcome(
        new Change(change.resource(), change.control(), change.to(), change.from()),
        result,
        detail);
  }

  private static String detail(Result result) {
    return switch (result) {
      case DONE -> "";
      case ALREADY -> "it is so already";
      case DRIFTED -> "it is no longer what the plan saw";
      case PAUSED, DENIED -> "access denied: " + SampleReports.ANSI;
      case WAITING -> "it is stopping";
      case UNTOLD -> "its owner was not told: the webhook at hooks.example.org answered 500";
      case FAILED ->
          "ec2:ModifyInstanceAttribute: The instance does not have the attribute "
              + SampleReports.NEWLINE;
      case MISMATCH -> "AWS took it, but does not show it";
      case UNKNOWN -> "ec2:ModifyInstanceAttribute timed out; and then: no answer";
    };
  }

  /// A run that a freeze ended half way.
  public static RunResult interrupted(Plan plan) {
    int half = plan.steps().size() / 2;
    List<Outcome> outcomes =
        plan.steps().stream()
            .limit(half)
            .map(step -> new Outcome(step.change(), Result.DONE, ""))
            .toList();
    return new RunResult(RUN, plan, outcomes, Optional.of("interrupted"), List.of(), List.of());
  }
}
