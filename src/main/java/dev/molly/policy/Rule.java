package dev.molly.policy;

import dev.molly.model.KindId;
import dev.molly.model.RuleId;
import dev.molly.model.Severity;
import java.util.List;

/// Requires a control for the selected resources of a kind.
///
/// @param why the risk without the control, for the reader of the finding; may be empty
/// @param references ids of the same requirement in other catalogues
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
