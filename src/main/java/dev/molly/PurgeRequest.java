package dev.molly;

import dev.molly.plan.Plan;
import dev.molly.retire.Inventory;

/// A request to delete retired resources permanently, made by [Molly#purge].
public final class PurgeRequest {
  private final ResourceLookup lookup;

  PurgeRequest(ResourceLookup lookup) {
    this.lookup = lookup;
  }

  /// Returns the plan. Writes nothing. A resource that is not due, is in use again or has no
  /// reliable final copy is refused in the plan, and the others with it.
  ///
  /// @throws dev.molly.model.UserError when a named resource does not exist, or a name is
  ///     ambiguous
  public Plan plan() {
    return lookup.changes().purge(lookup.find(Inventory::isRetired));
  }
}
