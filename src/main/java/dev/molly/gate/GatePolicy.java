package dev.molly.gate;

import dev.molly.model.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a plan may do.
///
/// @param name the policy's name in reports
/// @param failOn the lowest severity that stops a plan
/// @param severities by rule, the severity of its findings instead of molly's
/// @param blastRadius what a plan may do in all
/// @param allowances findings that are allowed on purpose
public record GatePolicy(
    String name,
    Severity failOn,
    Map<GateRule, Severity> severities,
    BlastRadius blastRadius,
    List<Allowance> allowances) {
  public GatePolicy {
    severities = Map.copyOf(severities);
    allowances = List.copyOf(allowances);
  }

  /// The weights of changes, and the limit of their sum.
  ///
  /// @param limit the largest sum that is allowed
  /// @param byAction the weight of a change of any type; 0 where it is missing
  /// @param byType by type, the weights that count instead
  public record BlastRadius(
      int limit, Map<PlanAction, Integer> byAction, Map<String, Map<PlanAction, Integer>> byType) {
    public BlastRadius {
      byAction = Map.copyOf(byAction);
      var copy = new HashMap<String, Map<PlanAction, Integer>>();
      byType.forEach((type, weights) -> copy.put(type, Map.copyOf(weights)));
      byType = Map.copyOf(copy);
    }

    /// Returns the weight of a change.
    public int weight(String type, PlanAction action) {
      Integer general = byAction.getOrDefault(action, 0);
      return byType.getOrDefault(type, Map.of()).getOrDefault(action, general);
    }
  }
}
