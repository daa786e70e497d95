package dev.molly.policy;

import dev.molly.model.KindId;
import dev.molly.model.RuleId;
import dev.molly.model.Severity;
import java.util.List;

/// Which resources of a kind need which control.
///
/// @param why what goes wrong without it, for the person who reads the finding; may be empty
/// @param references ids in other catalogues that ask for the same
public record Rule(
    RuleId id,
    KindId kind,
    Requirement require,
    Severity severity,
    ResourceSelector where,
    String why,
    List<String> references) {
  public Rule {
    references = List.copyOf(references);
  }
}
