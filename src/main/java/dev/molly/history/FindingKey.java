package dev.molly.history;

import dev.molly.model.Finding;
import dev.molly.model.ResourceId;
import dev.molly.model.RuleId;

/// The identity of a finding from scan to scan. It survives a rename of the resource.
public record FindingKey(ResourceId resource, RuleId rule) {
  /// Returns the identity of a finding.
  public static FindingKey of(Finding finding) {
    return new FindingKey(finding.resource().id(), finding.rule());
  }
}
