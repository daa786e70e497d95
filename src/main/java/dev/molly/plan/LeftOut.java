package dev.molly.plan;

import dev.molly.model.ResourceRef;
import java.util.List;

/// A resource that a run leaves out because of objections to it alone: nothing is written to it,
/// and the run goes on with the others.
public record LeftOut(ResourceRef resource, List<Refusal> reasons) {
  public LeftOut {
    reasons = List.copyOf(reasons);
  }

  /// Returns the reasons of all.
  public static List<Refusal> reasons(List<LeftOut> all) {
    return all.stream().flatMap(each -> each.reasons().stream()).distinct().toList();
  }
}
