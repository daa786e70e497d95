package dev.molly;

import dev.molly.model.Evidence;
import dev.molly.model.ResourceId;
import dev.molly.plan.Plan;
import dev.molly.retire.Inventory;
import dev.molly.retire.RetireRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A request to retire resources, made by [Molly#retire].
public final class RetirementRequest {
  private final ResourceLookup lookup;
  private final Set<String> accepted = new HashSet<>();
  private final Set<String> options = new HashSet<>();
  private String why = "";
  private Duration keep;

  RetirementRequest(ResourceLookup lookup, Duration keep) {
    this.lookup = lookup;
    this.keep = keep;
  }

  /// Sets the reason, which is kept with each resource. It is required.
  public RetirementRequest because(String reason) {
    why = reason;
    return this;
  }

  /// Sets how long the resources can be restored; without it, two weeks or as configured.
  public RetirementRequest keepFor(Duration length) {
    keep = length;
    return this;
  }

  /// Accepts losses by the codes that the refusals of the plan name: `instance-store`.
  public RetirementRequest accept(String... codes) {
    accepted.addAll(List.of(codes));
    return this;
  }

  /// Sets options of the kind. For buckets: `empty` deletes the objects when the bucket is purged,
  /// `keep-name` keeps the empty bucket.
  public RetirementRequest with(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /// Returns the evidence of whether the resources are used, to look at before they are retired.
  public Map<ResourceId, List<Evidence>> evidence() {
    return lookup.changes().evidence(find());
  }

  /// Returns the plan. Writes nothing.
  ///
  /// @throws dev.molly.model.UserError when a named resource does not exist, or a name is
  ///     ambiguous
  public Plan plan() {
    var request = new RetireRequest(why, keep, accepted, options);
    return lookup.changes().retire(find(), request);
  }

  private Inventory find() {
    return lookup.find(each -> !Inventory.isRetired(each));
  }
}
