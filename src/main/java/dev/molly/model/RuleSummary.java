package dev.molly.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A rule as shown in reports.
///
/// @param why the risk without the control; may be empty
/// @param references ids of the same requirement in other catalogues
/// @param explain the page that `molly explain` prints for it
/// @param atLeast the minimum retention that it requires; empty if it requires none
/// @param guidance where a reader finds more
public record RuleSummary(
    RuleId id,
    KindId kind,
    ControlId control,
    Severity severity,
    String why,
    List<String> references,
    String explain,
    Optional<Duration> atLeast,
    RuleGuidance guidance)
    implements Comparable<RuleSummary> {
  public RuleSummary {
    references = List.copyOf(references);
  }

  @Override
  public int compareTo(RuleSummary other) {
    return id.compareTo(other.id);
  }
}
