package dev.molly.report.staged;

import dev.molly.model.ResourceId;
import dev.molly.plan.RunResult;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import dev.molly.report.staged.SweepReport.Unannounced;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RetiredResource;
import dev.molly.text.ShellQuoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The owners that a sweep notified, determined by the results of the writes that record the
/// notice and not by the plan.
record NoticeSummary(List<RetiredResource> told, List<Unannounced> untold) {
  /// @param fallsDue the resources that become due soon and whose owners have not been notified
  ///     before
  /// @param channel whether a notification channel is configured
  static NoticeSummary of(List<RetiredResource> fallsDue, List<RunResult> runs, boolean channel) {
    var told = new ArrayList<RetiredResource>();
    var untold = new ArrayList<Unannounced>();
    for (RetiredResource each : fallsDue) {
      Optional<Outcome> outcome = outcome(each.resource().id(), runs);
      if (outcome.map(Outcome::result).filter(NoticeSummary::isWritten).isPresent()) {
        told.add(each);
      } else {
        boolean noChannel = !channel && outcome.isEmpty();
        untold.add(new Unannounced(each, noChannel, why(each, outcome, noChannel)));
      }
    }
    return new NoticeSummary(told, untold);
  }

  private static boolean isWritten(Result result) {
    return result == Result.DONE || result == Result.ALREADY;
  }

  private static String why(RetiredResource each, Optional<Outcome> outcome, boolean noChannel) {
    if (noChannel) {
      return ("there is no channel to tell its owner by, and it is not purged before its owner was"
              + " told. Name one in molly.yaml (molly explain notify); or tell its owner"
              + " yourself, and say so: molly sweep --told %s")
          .formatted(ShellQuoting.quote(each.resource().ref().identifier()));
    }
    return outcome
        .map(Outcome::detail)
        .filter(detail -> !detail.isEmpty())
        .orElse("this sweep did not come to it; the next one does");
  }

  /// Returns the outcome of the write of a resource's retirement record.
  private static Optional<Outcome> outcome(ResourceId id, List<RunResult> runs) {
    return runs.stream()
        .flatMap(run -> run.outcomes().stream())
        .filter(outcome -> outcome.change().resource().id().equals(id))
        .filter(outcome -> outcome.change().control().equals(LifecycleAttributes.RETIREMENT))
        .findFirst();
  }
}
