package dev.molly.plan;

import java.util.List;

/// The plan that purges all due resources.
///
/// @param unseen the refusals of resources that could not be observed and are therefore
///     skipped
public record PurgePlan(Plan plan, List<Refusal> unseen) {
  public PurgePlan {
    unseen = List.copyOf(unseen);
  }
}
