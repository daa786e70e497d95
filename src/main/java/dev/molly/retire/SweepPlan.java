package dev.molly.retire;

import dev.molly.plan.Plan;
import java.util.List;

/// The plan of a sweep.
///
/// @param fallsDue the resources that fall due without a previous notification of the owner;
///     the plan notifies the owners where it can
public record SweepPlan(Plan plan, List<RetiredResource> fallsDue) {
  public SweepPlan {
    fallsDue = List.copyOf(fallsDue);
  }
}
