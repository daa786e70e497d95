package dev.molly.report.gate;

import dev.molly.gate.GateFinding;
import dev.molly.gate.GateReport;
import dev.molly.gate.PlanAction;
import dev.molly.plan.Digest;
import dev.molly.report.format.Invocation;
import java.util.ArrayList;
import java.util.List;

/// The sentences about a plan that the formats share.
final class GatePhrases {
  private static final int FINGERPRINT = 32;

  private GatePhrases() {}

  /// Returns the finding in one line: `deletes aws_db_instance.orders (orders-db)`.
  static String title(GateFinding finding) {
    if (finding.address().isEmpty()) {
      return "the plan as a whole";
    }
    String verb =
        switch (finding.action()) {
          case DELETE -> "deletes ";
          case REPLACE -> "replaces ";
          case CREATE -> "creates ";
          case UPDATE, NONE -> "changes ";
        };
    String resource = finding.resource().isEmpty() ? "" : " (" + finding.resource() + ")";
    return verb + finding.address() + resource;
  }

  /// Returns what would happen, as one text.
  static String what(GateFinding finding) {
    return String.join(" ", finding.what());
  }

  /// Returns the finding's state, if it is not just one that stops the plan: `allowed until
  /// 2026-12-31: REASON`.
  static String allowance(GateFinding finding) {
    return finding
        .allowance()
        .map(each -> "allowed until %s: %s".formatted(each.until(), each.reason()))
        .orElse(finding.lapsed());
  }

  /// Returns the steps of the safer way as numbered lines, each command complete.
  static List<String> steps(GateFinding finding, Invocation typed) {
    var lines = new ArrayList<String>();
    int number = 1;
    for (GateFinding.Step step : finding.steps()) {
      String colon = step.code().isEmpty() ? "." : ":";
      lines.add("%d. %s%s".formatted(number++, step.text(), colon));
      step.code().forEach(line -> lines.add("   " + typed.complete(line)));
    }
    return lines;
  }

  /// Returns the allowance to write for a finding, line by line; empty for one about the whole
  /// plan.
  static List<String> allow(GateFinding finding) {
    return finding.address().isEmpty()
        ? List.of()
        : List.of(
            "allowances:",
            "  - rule: " + finding.rule().id(),
            "    address: " + yaml(finding.address()),
            "    reason: WHY",
            "    until: YYYY-MM-DD");
  }

  /// Returns the identity of a finding in every run.
  static String fingerprint(GateFinding finding) {
    return fingerprint(finding.rule().id() + "|" + finding.address() + "|" + what(finding));
  }

  static String fingerprint(String text) {
    return Digest.of(text).hex().substring(0, FINGERPRINT);
  }

  /// Returns the plan as a relative URI, which viewers want for the place of a finding. A plan
  /// is no file of the repository, so a name is enough.
  static String uri(GateReport report) {
    return report.plan().replaceAll("[^A-Za-z0-9._-]+", "-");
  }

  private static String yaml(String text) {
    return text.matches("[A-Za-z0-9_.-]+") ? text : "'" + text.replace("'", "''") + "'";
  }

  /// Returns the counts of changes: `2 delete, 1 replace, 3 update`.
  static String changes(GateReport report) {
    var words = new ArrayList<String>();
    for (PlanAction action :
        List.of(PlanAction.DELETE, PlanAction.REPLACE, PlanAction.UPDATE, PlanAction.CREATE)) {
      Integer count = report.changes().get(action);
      if (count != null) {
        words.add(count + " " + action.word());
      }
    }
    return words.isEmpty() ? "none" : String.join(", ", words);
  }

  /// Returns the result in one sentence.
  static String result(GateReport report) {
    long stopping = report.stopping();
    if (stopping > 0) {
      return "Stopped: %d %s of severity %s or above."
          .formatted(stopping, stopping == 1 ? "finding" : "findings", report.failOn().word());
    }
    return report.unclear().isEmpty() ? "Passed." : "Not passed: something could not be decided.";
  }
}
