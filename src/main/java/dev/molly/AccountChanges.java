package dev.molly;

import dev.molly.engine.plan.ProtectPlanner;
import dev.molly.engine.plan.ProtectionReader;
import dev.molly.engine.plan.StagedPlans;
import dev.molly.engine.run.ChangeService;
import dev.molly.engine.run.ExecutionSettings;
import dev.molly.engine.run.RetirementWait;
import dev.molly.engine.scan.InventoryReader;
import dev.molly.engine.support.AccountSessions;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.guard.ConfirmationInput;
import dev.molly.kind.KindRegistry;
import dev.molly.model.Environment;
import dev.molly.model.Evidence;
import dev.molly.model.Finding;
import dev.molly.model.KindId;
import dev.molly.model.RegionSelection;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.ScanProgressListener;
import dev.molly.model.ScanReport;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.PurgePlan;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunId;
import dev.molly.retire.Blocker;
import dev.molly.retire.Inventory;
import dev.molly.retire.LeasedResource;
import dev.molly.retire.RetireRequest;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.SweepPlan;
import dev.molly.retire.UnknownRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Changes resources in some accounts: the plans of every command, the guards' objections to
/// them, and their execution. The command line is made of it; in a program, the methods of
/// [Molly] are shorter.
public final class AccountChanges {
  private final KindRegistry kinds;
  private final AccountSessions accounts;
  private final Clock clock;
  private final ExecutionSettings settings;
  private final StagedPlans plans;
  private final ChangeService service;

  AccountChanges(
      KindRegistry kinds, AccountSessions accounts, Clock clock, ExecutionSettings settings) {
    this.kinds = kinds;
    this.accounts = accounts;
    this.clock = clock;
    this.settings = settings;
    this.plans = new StagedPlans(kinds, accounts, clock, settings.planning());
    this.service = new ChangeService(kinds, accounts, clock, settings);
  }

  /// Returns the local time.
  public Instant now() {
    return clock.instant();
  }

  /// Waits until AWS may have finished its work on one of some resources.
  ///
  /// @param under the resources on their way, as last observed
  /// @return whether to continue; false if an interrupt was requested
  public boolean await(List<RetiredResource> under, Duration atMost) {
    return new RetirementWait(kinds, accounts, settings).until(under, atMost);
  }

  /// Returns the resources of the accounts in some regions, with their tags.
  ///
  /// @param wanted the resources to keep
  public Inventory inventory(
      RegionSelection regions,
      List<KindId> kinds,
      boolean tags,
      Predicate<Resource> wanted,
      ScanProgressListener progress) {
    return new InventoryReader(this.kinds, accounts.aws())
        .read(new Inventory.Places(accounts.accounts(), regions, kinds), tags, wanted, progress);
  }

  /// Returns the plan that fixes findings. Writes nothing.
  public Plan protect(ScanReport report, Predicate<Finding> chosen) {
    return new ProtectPlanner(new RetirementTracker(kinds, clock), accounts.open())
        .protect(report, chosen);
  }

  /// Returns the plan that retires every resource of an inventory. Writes nothing.
  public Plan retire(Inventory inventory, RetireRequest wish) {
    return plans.retire(inventory, wish, "");
  }

  /// Returns the plan for which a phrase was printed, unless the resources have changed since: a
  /// record contains its decision time. Without a phrase, or with an expired one, the plan is
  /// decided now.
  ///
  /// @param phrase the confirmation phrase; may be empty
  public Plan retire(Inventory inventory, RetireRequest wish, String phrase) {
    return plans.retire(inventory, wish, phrase);
  }

  /// Returns the blockers of each resource's retirement; resources that cannot be observed are
  /// absent.
  public Map<ResourceId, List<Blocker>> blockers(Inventory inventory) {
    return plans.blockers(inventory);
  }

  /// Returns the evidence about every resource of an inventory before its retirement. Questions
  /// that AWS does not answer are included as unknown.
  public Map<ResourceId, List<Evidence>> evidence(Inventory inventory) {
    return plans.evidence(inventory);
  }

  /// Returns how every resource of an inventory is protected. Reads no others of their fleet.
  /// Questions that AWS does not answer are included as unknown.
  public Map<ResourceId, List<Evidence>> protections(Inventory inventory) {
    return new ProtectionReader(kinds, accounts.open()).read(inventory);
  }

  /// Returns the plan that takes every resource of an inventory, all of them retired, to a goal.
  /// Writes nothing.
  public Plan planTo(Goal goal, Inventory inventory) {
    return plans.planTo(goal, inventory);
  }

  /// Returns the plan that restores every resource of an inventory. Writes nothing.
  ///
  /// @param options the options of the restore: `without-grants`, for buckets
  public Plan planRestore(Inventory inventory, Set<String> options) {
    return plans.restore(inventory, options);
  }

  /// Returns the retirement status of every resource of an inventory, by a fresh observation of
  /// each. Resources without a record are absent.
  public List<RetiredResource> status(Inventory inventory) {
    return plans.status(inventory);
  }

  /// Returns whether a notification channel for owners is configured.
  public boolean announces() {
    return settings.notifier().hasChannel();
  }

  /// Returns the plan of a sweep, limited to the resources that one run may touch.
  ///
  /// @param retired the status as returned by [#status]
  public SweepPlan planSweep(Inventory inventory, List<RetiredResource> retired) {
    return planSweep(inventory, retired, Set.of());
  }

  /// Returns the plan of a sweep.
  ///
  /// @param told the resources whose owners the user claims to have notified
  public SweepPlan planSweep(
      Inventory inventory, List<RetiredResource> retired, Set<ResourceId> told) {
    return plans.sweep(inventory, retired, told);
  }

  /// Returns the sweep plan for records that are unknown to this installation, which a person
  /// has to confirm.
  ///
  /// @param retired the status as returned by [#status]
  public Plan planSweepOfUnknown(Inventory inventory, List<RetiredResource> retired) {
    return plans.sweepOfUnknown(inventory, retired);
  }

  /// Returns the resources of an inventory whose records are unknown to this installation, and
  /// those for which that could not be read.
  public List<UnknownRecord> unknown(Inventory inventory) {
    return plans.unknown(inventory);
  }

  /// Returns the plan that permanently deletes the named resources.
  public Plan purge(Inventory named) {
    return plans.purge(named);
  }

  /// Returns the plan that permanently deletes the due resources of an inventory.
  public Plan purgeDue(Inventory inventory) {
    return planPurgeOfDue(inventory).plan();
  }

  /// Returns the same plan, with the refusals of resources that could not be observed.
  public PurgePlan planPurgeOfDue(Inventory inventory) {
    return plans.purgeOfDue(inventory);
  }

  /// Returns the same plan for an unconfirmed purge, which uses only records that this
  /// installation knows.
  public PurgePlan planPurgeOfKnown(Inventory inventory) {
    return plans.purgeOfKnown(inventory);
  }

  /// Returns the plan that extends the retention of every resource of an inventory, all of them
  /// retired.
  public Plan extend(Inventory inventory, Duration by) {
    return plans.extend(inventory, by);
  }

  /// Returns the plan that removes the protection of every resource of an inventory for a
  /// limited time. Writes nothing.
  public Plan lease(Inventory inventory, Duration length, String why) {
    return plans.lease(inventory, length, why, "");
  }

  /// Returns the plan for which a phrase was printed, unless the resources have changed since.
  ///
  /// @param phrase the confirmation phrase; may be empty
  public Plan lease(Inventory inventory, Duration length, String why, String phrase) {
    return plans.lease(inventory, length, why, phrase);
  }

  /// Returns what the tags of each resource of an inventory say of a lease, in the order of the
  /// resources.
  public List<LeasedResource> leases(Inventory inventory) {
    return plans.leases(inventory);
  }

  /// Returns the plan that restores the protection of every resource of an inventory whose lease
  /// has ended.
  ///
  /// @param evenEarly whether leases that have not ended yet are ended
  public Plan endLeases(Inventory inventory, boolean evenEarly) {
    return plans.endLeases(inventory, evenEarly);
  }

  /// Returns the resources that a run may have written to, oldest change first.
  ///
  /// @throws dev.molly.journal.JournalException if there is no such run
  public List<ResourceRef> touched(RunId run) {
    return service.touched(run);
  }

  /// Returns the plan of an undo. Writes nothing, so an interrupted run is not settled first.
  ///
  /// @throws dev.molly.model.UserError as [#undo]
  public Plan planUndo(RunId run) {
    return service.planUndo(run);
  }

  /// Checks the local clock against AWS's.
  ///
  /// @return empty if the local clock is correct, or AWS returns no time
  public Optional<Refusal> clockRefusal() {
    return service.clockRefusal();
  }

  /// Returns the objections of the guards to a plan as if it were confirmed now.
  public List<Refusal> check(Plan plan, Environment environment) {
    return service.check(plan, environment);
  }

  /// Returns the objections of the guards to an unattended run of a plan. An objection to one
  /// resource is none: [#apply] leaves the resource out.
  public List<Refusal> checkUnattended(Plan plan, Environment environment) {
    return service.checkUnattended(plan, environment);
  }

  /// Returns the objections of the guards to a saved plan, including drift since it was made. A
  /// purge is planned again: a resource may have been used since, and a plan in a file does not
  /// expire.
  public List<Refusal> checkSaved(Plan plan, Environment environment) {
    List<Refusal> objections = service.checkSaved(plan, environment);
    return objections.isEmpty() && plan.operation() == Operation.PURGE
        ? plans.purge(plans.resources(plan)).refusals()
        : objections;
  }

  /// Returns the resources of a plan as they are now.
  public Inventory resources(Plan plan) {
    return plans.resources(plan);
  }

  /// Returns the objections of the guards to an unconfirmed plan that undoes changes.
  public List<Refusal> checkUnconfirmed(Plan plan) {
    return service.checkUnconfirmed(plan);
  }

  /// Returns the objections of the guards to the plan of a sweep, which is unconfirmed as well.
  public List<Refusal> checkSweep(Plan plan, Environment environment) {
    return service.checkSweep(plan, environment);
  }

  /// Returns the phrase that confirms a plan, valid for a limited time from now, or from the
  /// decision time of a plan that begins a retirement or lease.
  public String phrase(Plan plan) {
    return service.phrase(plan);
  }

  /// Applies a plan if the guards approve it.
  ///
  /// @param environment the environment that the command names
  /// @throws dev.molly.journal.JournalException if the journal cannot be written
  public ApplyResult apply(Plan plan, Environment environment, ConfirmationInput answer) {
    return service.apply(plan, environment, answer);
  }

  /// Applies a plan that restores resources or extends their retention: no confirmation is
  /// required, and no freeze stops it.
  public ApplyResult applyUnconfirmed(Plan plan) {
    return service.applyUnconfirmed(plan);
  }

  /// Applies the plan of a sweep, which continues operations that were confirmed when they
  /// began, as the record on each resource states. No confirmation is required; all other guards
  /// of a run apply.
  public ApplyResult sweep(Plan plan, Environment environment) {
    return service.sweep(plan, environment, Set.of());
  }

  /// Applies the plan of a sweep where the user claims to have notified some of the owners.
  ///
  /// @param told the resources of those owners
  public ApplyResult sweep(Plan plan, Environment environment, Set<ResourceId> told) {
    return service.sweep(plan, environment, told);
  }

  /// Performs a sweep: ends the leases that are over, continues retirements, then restores.
  ///
  /// @param all the retired and the leased resources
  /// @param retired the status of the retired ones, as returned by [#status]
  /// @param told the resources whose owners the user claims to have notified
  public SweepResult sweep(
      Inventory all, List<RetiredResource> retired, Set<ResourceId> told, Environment environment) {
    Inventory inventory = all.only(Inventory::isRetired);
    var results = new SweepResult.Collector();
    results.apply(planEndOfLeases(all), this::applyUnconfirmed);
    SweepPlan forward = planSweep(inventory, retired, told);
    results.apply(forward.plan(), plan -> sweep(plan, environment, told));
    results.apply(planBack(inventory, retired), this::sweepBack);
    return results.result(forward);
  }

  /// Returns the plan that ends the leases in an inventory that are over.
  public Plan planEndOfLeases(Inventory all) {
    return endLeases(all.only(Inventory::isLeased), false);
  }

  /// Returns the plan that continues the restores whose next step can be made now, by records that
  /// are known to this installation.
  ///
  /// @param retired the status as returned by [#status]
  public Plan planBack(Inventory inventory, List<RetiredResource> retired) {
    Set<ResourceId> back =
        retired.stream()
            .filter(RetiredResource::goesBack)
            .filter(RetiredResource::isKnownHere)
            .map(each -> each.resource().id())
            .collect(Collectors.toSet());
    return planTo(Goal.RESTORED, inventory.only(each -> back.contains(each.id())));
  }

  /// Continues restores during a sweep, without a current request. No freeze stops it.
  public ApplyResult sweepBack(Plan plan) {
    return service.sweepBack(plan);
  }

  /// Undoes the changes of a run, where the settings are still as that run left them. Staged
  /// deletion is not undone here but by a restore, which uses the records and goes step by step.
  ///
  /// @throws dev.molly.model.UserError for a run of staged deletion, or of a lease; or if the run
  ///     wrote to an account that does not belong to this change path
  public ApplyResult undo(RunId run) {
    return service.undo(run);
  }
}
