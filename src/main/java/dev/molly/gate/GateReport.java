package dev.molly.gate;

import dev.molly.gate.ResourceFacts.Answer;
import dev.molly.model.ExitCode;
import dev.molly.model.Severity;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a plan would do, as far as it breaks rules.
///
/// @param plan the plan's name in messages: its file, or `stdin`
/// @param tool what made the plan: `Terraform 1.11.4`
/// @param policy the policy's name
/// @param failOn the lowest severity that stops the plan
/// @param changes the number of changes of AWS resources, by action
/// @param others the number of changes of resources that are not AWS's, which are not checked
/// @param findings the findings, the most severe first
/// @param unclear what could not be decided, as sentences
/// @param weight the weight of all changes
/// @param limit the largest weight that the policy allows
/// @param live what AWS says of the resources that the plan destroys; empty if it was not asked
public record GateReport(
    String plan,
    String tool,
    String policy,
    Severity failOn,
    Map<PlanAction, Integer> changes,
    int others,
    List<GateFinding> findings,
    List<String> unclear,
    long weight,
    int limit,
    List<ResourceFacts> live) {
  public GateReport {
    changes = Map.copyOf(changes);
    findings = List.copyOf(findings);
    unclear = List.copyOf(unclear);
    live = List.copyOf(live);
  }

  /// Returns the same report, with what AWS says of the resources that the plan destroys. What
  /// AWS could not be asked is unclear.
  public GateReport with(List<ResourceFacts> facts) {
    Stream<String> failed =
        facts.stream().filter(each -> each.answer() == Answer.FAILED).map(ResourceFacts::words);
    return new GateReport(
        plan,
        tool,
        policy,
        failOn,
        changes,
        others,
        findings,
        Stream.concat(unclear.stream(), failed).toList(),
        weight,
        limit,
        facts);
  }

  /// Returns whether a finding stops the plan.
  public boolean stops(GateFinding finding) {
    return finding.allowance().isEmpty() && finding.severity().isAtLeast(failOn);
  }

  /// Returns the number of findings that stop the plan.
  public long stopping() {
    return findings.stream().filter(this::stops).count();
  }

  /// Returns 4 if something is unclear, else 1 if a finding stops the plan, else 0.
  public ExitCode exitCode() {
    ExitCode found = stopping() > 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
    return unclear.isEmpty() ? found : found.or(ExitCode.INCOMPLETE);
  }
}
