package dev.molly.report.scan;

import static java.util.stream.Collectors.joining;

import dev.molly.model.ApiCalls;
import dev.molly.model.CallBudget;
import dev.molly.model.ScanEstimate;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.StatusCounts;

/// The phrases about AWS calls and their quotas.
final class BudgetText {
  private BudgetText() {}

  /// Returns the number of calls: `12 AWS calls (ec2 10, sts 2), none throttled`.
  static String calls(CallBudget budget) {
    if (budget.calls() == 0) {
      return "no AWS call";
    }
    String services =
        budget.services().entrySet().stream()
            .map(each -> each.getKey() + " " + StatusCounts.number(each.getValue()))
            .collect(joining(", "));
    return "%s (%s), %s"
        .formatted(
            ReportPhrases.count(budget.calls(), "AWS call"),
            services,
            budget.throttled() == 0
                ? "none throttled"
                : ReportPhrases.count(budget.throttled(), "attempt") + " throttled");
  }

  /// Returns what was estimated: `12 AWS calls, on 2026-11-29 02:00 UTC`.
  static String estimate(ScanEstimate estimate) {
    return "%s, on %s"
        .formatted(
            ReportPhrases.count(estimate.budget().calls(), "AWS call"),
            ComparisonText.when(estimate.at()));
  }

  /// Returns the time that the quotas alone require, and which of them.
  static String floor(CallBudget budget) {
    return budget
        .floor()
        .map(
            floor ->
                "the quotas alone require %s (%s in %s, at %d %% of its rate)"
                    .formatted(
                        ReportPhrases.length(floor.time()),
                        floor.of().api(),
                        place(floor.of()),
                        share(budget, floor.of())))
        .orElse("no published quota delays these calls");
  }

  /// A rate of the config's own is not a share of AWS's.
  private static int share(CallBudget budget, ApiCalls of) {
    return budget.limits().rates().containsKey(of.api()) ? 100 : budget.limits().sharePercent();
  }

  private static String place(ApiCalls calls) {
    return calls.account().map(account -> account + "/").orElse("") + calls.region();
  }
}
