package dev.molly.engine.plan;

import dev.molly.kind.Retirable;
import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.plan.Goal;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.Blocker;
import dev.molly.retire.Inventory;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.Observation;
import dev.molly.retire.ProtectionLease;
import dev.molly.retire.RecordTags;
import dev.molly.text.DurationText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes the plans that start and end leases, which remove protection for a limited time. Only
/// reads.
public final class LeasePlanner {
  private final PlanBuilderFactory builders;
  private final Clock clock;

  public LeasePlanner(PlanBuilderFactory builders, Clock clock) {
    this.builders = builders;
    this.clock = clock;
  }

  /// Returns the plan that removes protection for a limited time. The record is written first,
  /// so that the settings to restore are known even after a failure.
  ///
  /// @param decided the decision time, from which the lease runs regardless of when it is
  ///     confirmed, so that protection is never off for longer than requested
  public Plan lease(Inventory inventory, Instant decided, Duration length, String why) {
    PlanBuilder builder = builders.builder(Operation.LEASE, Goal.RETIRED, inventory);
    Instant until = decided.plus(length).truncatedTo(ChronoUnit.SECONDS);
    Plan plan =
        builder.each(observation -> lease(builder, observation, decided, until, why)).plan();
    String ends =
        "The lease ends at %s, whenever it is confirmed. It is refused when less than half of its %s is left then."
            .formatted(until, DurationText.words(length));
    return plan.steps().isEmpty() ? plan : plan.with(List.of(ends));
  }

  private void lease(
      PlanBuilder builder, Observation now, Instant decided, Instant until, String why) {
    String id = now.resource().ref().identifier();
    String typed = now.resource().ref().typed();
    if (!now.setting(LifecycleAttributes.RETIREMENT).isEmpty()) {
      refuse(builder, id + " is retired: there is no work to do on it", "molly restore " + typed);
      return;
    }
    switch (reading(now.resource())) {
      case ProtectionLease.Reading.Found(var lease) ->
          refuse(
              builder,
              id + " is on a lease until " + lease.until(),
              "molly lease " + typed + " --end");
      case ProtectionLease.Reading.Unreadable(var wrong) ->
          refuse(builder, id + ": " + wrong, "molly explain lease");
      case ProtectionLease.Reading.None none -> {
        SortedMap<ControlId, String> on = protections(now);
        if (on.isEmpty()) {
          builder.skipped(id + ": no protection is on that a lease could take off");
        } else if (unchangeable(now).isPresent()) {
          Blocker stop = unchangeable(now).get();
          refuse(builder, id + ": " + stop.reason(), stop.remedy());
        } else {
          String by = builders.session(now.resource()).identity().arn();
          String uid = now.resource().id().uid();
          removeProtection(builder, now, new ProtectionLease(uid, by, why, decided, until, on));
        }
      }
    }
  }

  private void removeProtection(PlanBuilder builder, Observation now, ProtectionLease lease) {
    try {
      builder.change(now, LifecycleAttributes.LEASE, RecordTags.text(lease.tags()), lease.why());
    } catch (IllegalArgumentException e) {
      refuse(builder, "its record cannot be written: " + e.getMessage(), "say it shorter: --why");
      return;
    }
    // In one order in every process: the phrase of a dry run is for the plan of the next one.
    new TreeMap<>(builders.kinds().retirable(now.resource().id().kind()).leasableControls())
        .forEach(
            (control, off) -> {
              if (lease.settings().containsKey(control)) {
                builder.change(now, control, off, lease.why());
              }
            });
  }

  /// Returns the current settings of the protections that a lease removes.
  private SortedMap<ControlId, String> protections(Observation now) {
    Retirable kind = builders.kinds().retirable(now.resource().id().kind());
    var on = new TreeMap<ControlId, String>();
    kind.leasableControls()
        .forEach(
            (control, off) -> {
              if (!kind.same(control, now.setting(control), off)) {
                on.put(control, now.setting(control));
              }
            });
    return on;
  }

  /// Returns the plan that restores protection where a lease has ended or is to end now. The
  /// record is removed last.
  ///
  /// @param evenEarly whether leases that have not ended yet are ended
  public Plan end(Inventory inventory, boolean evenEarly) {
    PlanBuilder builder = builders.builder(Operation.RENEW, Goal.RETIRED, inventory);
    return builder.each(observation -> end(builder, observation, evenEarly)).plan();
  }

  private void end(PlanBuilder builder, Observation now, boolean evenEarly) {
    String id = now.resource().ref().identifier();
    switch (reading(now.resource())) {
      case ProtectionLease.Reading.None none -> builder.skipped(id + " is not on a lease");
      case ProtectionLease.Reading.Unreadable(var wrong) ->
          refuse(builder, id + ": " + wrong, "molly explain lease");
      case ProtectionLease.Reading.Found(var lease) -> {
        if (evenEarly || hasLapsed(now, lease)) {
          restoreProtection(builder, now, lease);
        }
      }
    }
  }

  /// Returns whether a lease has ended by this machine's clock or by AWS's: by one that is behind,
  /// protection would be off for longer than was asked for.
  private boolean hasLapsed(Observation now, ProtectionLease lease) {
    return lease.hasLapsed(clock.instant())
        || lease.hasLapsed(builders.session(now.resource()).time());
  }

  private void restoreProtection(PlanBuilder builder, Observation now, ProtectionLease lease) {
    Retirable kind = builders.kinds().retirable(now.resource().id().kind());
    String why = "the lease ends";
    var off = new TreeMap<ControlId, String>(lease.settings());
    off.entrySet()
        .removeIf(was -> kind.same(was.getKey(), now.setting(was.getKey()), was.getValue()));
    Optional<Blocker> stop = off.isEmpty() ? Optional.empty() : unchangeable(now);
    if (stop.isPresent()) {
      String id = now.resource().ref().identifier();
      refuse(
          builder,
          id + ": protection cannot come back, for " + stop.get().reason(),
          stop.get().remedy());
      return;
    }
    off.forEach((control, was) -> builder.change(now, control, was, why));
    builder.change(now, LifecycleAttributes.LEASE, "", why);
  }

  private Optional<Blocker> unchangeable(Observation now) {
    return builders.kinds().retirable(now.resource().id().kind()).blockerOfChange(now.resource());
  }

  private static void refuse(PlanBuilder builder, String what, String satisfy) {
    builder.refused(new Refusal("lease", what, satisfy));
  }

  /// Returns the lease in a resource's tags.
  ProtectionLease.Reading reading(Resource resource) {
    return resource.tags() instanceof Tags.Known(var tags)
        ? ProtectionLease.read(
            tags, resource.id().uid(), builders.kinds().recordSchema(resource.id().kind()))
        : new ProtectionLease.Reading.Unreadable("its tags cannot be read");
  }
}
