package dev.molly.engine.plan;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.AccountSessions;
import dev.molly.engine.support.KnownRecords;
import dev.molly.engine.support.ParallelTasks;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.guard.ConfirmationPhrase;
import dev.molly.guard.SweepLimitGuard;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.Retirable;
import dev.molly.model.AccountId;
import dev.molly.model.Evidence;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.PurgePlan;
import dev.molly.retire.Blocker;
import dev.molly.retire.Inventory;
import dev.molly.retire.LeasedResource;
import dev.molly.retire.Observation;
import dev.molly.retire.RetireRequest;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.SweepPlan;
import dev.molly.retire.UnknownRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes the plans of staged deletion and of leases, and reads how retired resources stand. Only
/// reads.
public final class StagedPlans {
  private final KindRegistry kinds;
  private final AccountSessions accounts;
  private final Clock clock;
  private final PlanSettings settings;
  private final RetirementTracker tracker;

  /// @param accounts the accounts of the resources
  public StagedPlans(
      KindRegistry kinds, AccountSessions accounts, Clock clock, PlanSettings settings) {
    this.kinds = kinds;
    this.accounts = accounts;
    this.clock = clock;
    this.settings = settings;
    this.tracker =
        new RetirementTracker(kinds, clock, settings.window().least(), settings.owners());
  }

  private PlanBuilderFactory builders() {
    return new PlanBuilderFactory(tracker, accounts.open());
  }

  private SweepPlanner sweeps() {
    return new SweepPlanner(builders(), clock, settings.window());
  }

  private PurgePlanner purges() {
    return new PurgePlanner(builders(), settings.window());
  }

  private RetirementPlanner retirements() {
    return new RetirementPlanner(builders());
  }

  private LeasePlanner leases() {
    return new LeasePlanner(builders(), clock);
  }

  /// Returns the plan that retires every resource of an inventory: the one for which a phrase was
  /// printed, unless the resources have changed since, because a record contains its decision
  /// time. Without a phrase, or with an expired one, the plan is decided now.
  ///
  /// @param phrase the confirmation phrase; may be empty
  public Plan retire(Inventory inventory, RetireRequest wish, String phrase) {
    return retirements().retire(inventory, wish, decided(phrase), settings.confirmable());
  }

  private Instant decided(String phrase) {
    Instant now = clock.instant();
    return ConfirmationPhrase.printed(phrase)
        .filter(then -> !then.isAfter(now))
        .filter(then -> now.isBefore(then.plus(settings.confirmable())))
        .orElse(now);
  }

  /// Returns the plan that takes every resource of an inventory, all of them retired, to a goal.
  public Plan planTo(Goal goal, Inventory inventory) {
    return retirements().planTo(goal, inventory);
  }

  /// Returns the plan that restores every resource of an inventory.
  ///
  /// @param options the options of the restore: `without-grants`, for buckets
  public Plan restore(Inventory inventory, Set<String> options) {
    return retirements().restore(inventory, new RestoreChoice(Set.copyOf(options)));
  }

  /// Returns the blockers of each resource's retirement; resources that cannot be observed are
  /// absent.
  public Map<ResourceId, List<Blocker>> blockers(Inventory inventory) {
    return retirements().blockers(inventory);
  }

  /// Returns the retirement status of every resource of an inventory, by a fresh observation of
  /// each. Resources without a record are absent.
  public List<RetiredResource> status(Inventory inventory) {
    return new RetirementStatusReader(
            accounts.open(), tracker, KnownRecords.of(tracker, settings.runs()))
        .of(inventory.resources());
  }

  /// Returns the plan of a sweep, limited to the resources that one run may touch.
  ///
  /// @param retired the status as returned by [#status]
  /// @param told the resources whose owners the user claims to have notified
  public SweepPlan sweep(Inventory inventory, List<RetiredResource> retired, Set<ResourceId> told) {
    SweepPlan all = sweeps().sweep(inventory, retired, settings.notifies(), told);
    return new SweepPlan(SweepLimitGuard.within(all.plan(), settings.limit()), all.fallsDue());
  }

  /// Returns the sweep plan for records that are unknown to this installation, which a person
  /// has to confirm.
  ///
  /// @param retired the status as returned by [#status]
  public Plan sweepOfUnknown(Inventory inventory, List<RetiredResource> retired) {
    return sweeps().unknown(inventory, retired);
  }

  /// Returns the resources of a plan as they are now, without those that are gone. The tags of one
  /// that cannot be read are unknown.
  public Inventory resources(Plan plan) {
    Map<AccountId, AccountSession> sessions = accounts.open();
    var resources = new TreeMap<ResourceId, ResourceRef>();
    plan.steps().stream()
        .map(step -> step.change().resource())
        .forEach(ref -> resources.putIfAbsent(ref.id(), ref));
    return new Inventory(
        resources.values().stream()
            .flatMap(ref -> read(sessions.get(ref.id().account()), ref).stream())
            .toList(),
        plan.fleetSize(),
        List.of(),
        resources.keySet().stream()
            .map(ResourceId::target)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private Optional<Resource> read(@Nullable AccountSession session, ResourceRef ref) {
    if (session == null) {
      return Optional.of(unread(ref, "its account cannot be entered", ""));
    }
    try {
      return tracker.observe(session, ref, ControlSelection.tagsAnd()).map(Observation::resource);
    } catch (AwsException e) {
      return Optional.of(unread(ref, e.getMessage(), e.missingPermission().orElse("")));
    }
  }

  private static Resource unread(ResourceRef ref, String why, String missingPermission) {
    return new Resource(ref, "unknown", new Tags.Unknown(why, missingPermission), Map.of());
  }

  /// Returns the plan that permanently deletes the named resources.
  public Plan purge(Inventory named) {
    return purges().purge(named);
  }

  /// Returns the plan that permanently deletes the due resources of an inventory, with the
  /// refusals of resources that could not be observed.
  public PurgePlan purgeOfDue(Inventory inventory) {
    return purges().purgeDue(inventory);
  }

  /// Returns the same plan for an unconfirmed purge, which uses only records that this
  /// installation knows.
  public PurgePlan purgeOfKnown(Inventory inventory) {
    return purges().purgeDue(inventory, knownHere());
  }

  /// Returns the resources of an inventory whose records are unknown to this installation, and
  /// those for which that could not be read.
  public List<UnknownRecord> unknown(Inventory inventory) {
    Predicate<Resource> knownHere = knownHere();
    var unknown = new ArrayList<UnknownRecord>();
    for (Resource each : inventory.resources()) {
      try {
        if (!knownHere.test(each)) {
          unknown.add(new UnknownRecord(each, ""));
        }
      } catch (AwsException e) {
        unknown.add(new UnknownRecord(each, e.getMessage()));
      }
    }
    return unknown;
  }

  /// The returned predicate throws [AwsException] if a resource cannot be read.
  private Predicate<Resource> knownHere() {
    var known = KnownRecords.of(tracker, settings.runs());
    Map<AccountId, AccountSession> sessions = accounts.open();
    return each -> known.has(sessions.get(each.id().account()), each);
  }

  /// Returns the plan that extends the retention of every resource of an inventory, all of them
  /// retired.
  public Plan extend(Inventory inventory, Duration by) {
    return new ExtendPlanner(builders(), settings.window()).extend(inventory, by);
  }

  /// Returns the evidence about every resource of an inventory before its retirement. Questions
  /// that AWS does not answer are included as unknown.
  public Map<ResourceId, List<Evidence>> evidence(Inventory inventory) {
    Map<AccountId, AccountSession> sessions = accounts.open();
    Instant now = clock.instant();
    var evidence = new ConcurrentSkipListMap<ResourceId, List<Evidence>>();
    ParallelTasks.each(
        inventory.resources(),
        each -> evidence.put(each.id(), evidence(sessions.get(each.id().account()), each, now)));
    return evidence;
  }

  private List<Evidence> evidence(
      @Nullable AccountSession session, Resource resource, Instant now) {
    if (session == null) {
      return List.of(
          new Evidence.Unknown(Evidence.Topic.WHAT, "its account cannot be entered", ""));
    }
    return kinds.of(resource.id().kind()) instanceof Retirable kind
        ? kind.evidence(session, resource.ref(), now)
        : List.of();
  }

  /// Returns the plan that removes the protection of every resource of an inventory for a limited
  /// time: the one for which a phrase was printed, unless the resources have changed since.
  ///
  /// @param phrase the confirmation phrase; may be empty
  public Plan lease(Inventory inventory, Duration length, String why, String phrase) {
    return leases().lease(inventory, decided(phrase), length, why);
  }

  /// Returns what the tags of each resource of an inventory say of a lease.
  public List<LeasedResource> leases(Inventory inventory) {
    return inventory.resources().stream()
        .map(each -> new LeasedResource(each, leases().reading(each)))
        .toList();
  }

  /// Returns the plan that restores the protection of every resource of an inventory whose lease
  /// has ended.
  ///
  /// @param evenEarly whether leases that have not ended yet are ended
  public Plan endLeases(Inventory inventory, boolean evenEarly) {
    return leases().end(inventory, evenEarly);
  }
}
