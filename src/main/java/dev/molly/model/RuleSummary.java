package dev.molly.model;

import java.util.List;

/// A rule as reports tell of it.
///
/// @param why what goes wrong without it; may be empty
/// @param references ids in other catalogues that ask for the same
/// @param explain the page `molly explain` prints for it
public record RuleSummary(
    RuleId id,
    KindId kind,
    ControlId control,
    Severity severity,
    String why,
    List<String> references,
    String explain)
    implements Comparable<RuleSummary> {
  public RuleSummary {
    references = List.copyOf(references);
  }

  @Override
  public int compareTo(RuleSummary other) {
    return id.compareTo(other.id);
  }
}
