package dev.molly.cli;

import dev.molly.model.ResourceId;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.RunResult;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.NextAction;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.RetirementRecord;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The run-state changes that one command made while it waits. A start that has to be made a
/// second time during a restore has failed: AWS accepted the start, and the resource is stopped
/// again. The next attempt is left to a separate command, since nothing has changed in between
/// that would let it succeed.
final class RunStateChanges {
  private record Start(ResourceId resource, String to) {}

  private final Set<Start> made = new HashSet<>();

  /// Creates it with the changes of the runs that a command made before it waits.
  RunStateChanges(Collection<RunResult> runs) {
    runs.forEach(this::add);
  }

  /// Adds the changes of one more run, and returns its result.
  ApplyResult add(ApplyResult applyResult) {
    applyResult.runs().forEach(this::add);
    return applyResult;
  }

  private void add(RunResult run) {
    run.outcomes().stream()
        .filter(outcome -> outcome.result() == RunResult.Result.DONE)
        .map(RunResult.Outcome::change)
        .filter(change -> change.control().equals(LifecycleAttributes.RUN_STATE))
        .map(RunStateChanges::of)
        .forEach(made::add);
  }

  private static Start of(Change change) {
    return new Start(change.resource().id(), change.to());
  }

  /// Returns whether a resource that is being restored has to be started again, although this
  /// command has already started it.
  boolean cameToNothing(RetiredResource retired) {
    return retired.record().map(RetirementRecord::goal).filter(Goal.RESTORED::equals).isPresent()
        && retired.next().orElse(new NextAction.Done()) instanceof NextAction.Apply(var change)
        && change.control().equals(LifecycleAttributes.RUN_STATE)
        && made.contains(of(change));
  }

  /// Returns the message for a resource whose start failed.
  static String words(RetiredResource retired) {
    String id = retired.resource().ref().identifier();
    return "%s is not started a second time: %s"
        .formatted(
            id,
            retired
                .meanwhile()
                .orElse(
                    "it was started, and is %s again. To try again: molly restore %s --wait"
                        .formatted(retired.resource().state(), retired.resource().ref().typed())));
  }

  /// Returns the resources without those whose start failed.
  List<RetiredResource> without(List<RetiredResource> retired) {
    return retired.stream().filter(each -> !cameToNothing(each)).toList();
  }
}
