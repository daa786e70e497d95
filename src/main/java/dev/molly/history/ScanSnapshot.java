package dev.molly.history;

import dev.molly.model.RuleId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a scan leaves to the next one of its scope.
///
/// @param open the violations that it saw, and those that it could not look at again
/// @param unknown the findings that could not be judged
public record ScanSnapshot(
    HistoryScope scope,
    Instant startedAt,
    String mollyVersion,
    ReadPlaces places,
    List<CheckedRule> rules,
    List<OpenFinding> open,
    Set<FindingKey> unknown) {
  public ScanSnapshot {
    rules = List.copyOf(rules);
    open = open.stream().sorted().toList();
    unknown = Set.copyOf(unknown);
  }

  /// Returns a rule that was evaluated.
  Optional<CheckedRule> rule(RuleId id) {
    return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }
}
