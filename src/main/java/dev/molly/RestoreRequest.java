package dev.molly;

import dev.molly.plan.ApplyResult;
import dev.molly.plan.Plan;
import dev.molly.retire.Inventory;
import java.util.List;
import java.util.Set;

/// A request to restore retired resources, made by [Molly#restore].
public final class RestoreRequest {
  private final ResourceLookup lookup;
  private Set<String> options = Set.of();

  RestoreRequest(ResourceLookup lookup) {
    this.lookup = lookup;
  }

  /// Sets options of the kind. For buckets: `without-grants` leaves out what the bucket policy
  /// allows, where S3 does not take the policy back.
  public RestoreRequest with(String... chosen) {
    options = Set.copyOf(List.of(chosen));
    return this;
  }

  /// Returns the plan. Writes nothing.
  ///
  /// @throws dev.molly.model.UserError when a named resource does not exist, or a name is
  ///     ambiguous
  public Plan plan() {
    return lookup.changes().planRestore(lookup.find(Inventory::isRetired), options);
  }

  /// Restores the resources. It needs no confirmation, and no freeze stops it. What waits for AWS
  /// is continued by the next sweep.
  ///
  /// @throws dev.molly.model.UserError as [#plan]
  public ApplyResult apply() {
    Plan plan = plan();
    return plan.refusals().isEmpty()
        ? lookup.changes().applyUnconfirmed(plan)
        : new ApplyResult.Refused(plan.refusals());
  }
}
