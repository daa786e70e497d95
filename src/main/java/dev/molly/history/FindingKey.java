package dev.molly.history;

import dev.molly.model.Finding;
import dev.molly.model.ResourceId;
import dev.molly.model.RuleId;
import dev.molly.plan.Digest;

/// The identity of a finding from scan to scan. It survives a rename of the resource.
public record FindingKey(ResourceId resource, RuleId rule) {
  private static final int LENGTH = 32;

  /// Returns the identity as text that is the same in every scan: 32 hexadecimal digits.
  public String fingerprint() {
    String what =
        String.join(
            "|",
            rule.value(),
            resource.kind().value(),
            resource.account().value(),
            resource.region().value(),
            resource.uid());
    return Digest.of(what).hex().substring(0, LENGTH);
  }

  /// Returns the identity of a finding.
  public static FindingKey of(Finding finding) {
    return new FindingKey(finding.resource().id(), finding.rule());
  }
}
