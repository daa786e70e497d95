package dev.molly.engine.plan;

import dev.molly.guard.RetentionWindow;
import dev.molly.kind.Retirable;
import dev.molly.model.ResourceId;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.retire.Inventory;
import dev.molly.retire.NextAction;
import dev.molly.retire.Observation;
import dev.molly.retire.OwnerNotice;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec.Reading;
import dev.molly.retire.SweepPlan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Makes the plans of the sweep, which continues retirements and announces due dates. Only reads.
public final class SweepPlanner {
  /// One night is added to the notice period, so that a nightly sweep notifies every owner in
  /// time.
  private static final Duration A_NIGHT = Duration.ofDays(1);

  private final PlanBuilderFactory builders;
  private final GoalSteps steps;
  private final Clock clock;
  private final RetentionWindow window;

  /// @param window how long retired resources can be restored
  public SweepPlanner(PlanBuilderFactory builders, Clock clock, RetentionWindow window) {
    this.builders = builders;
    this.steps = new GoalSteps(builders);
    this.clock = clock;
    this.window = window;
  }

  /// Returns the plan of the nightly sweep: staged deletion continues as far as is possible now,
  /// and where a record falls due soon, the record states that the owner was notified.
  ///
  /// @param retired the status of the resources; those that wait, are blocked or have an
  ///     unreliable record are skipped
  /// @param tells whether a notification channel is configured
  /// @param byHand the resources whose owners the user claims to have notified
  /// @return the plan, and the resources that fall due without a previous notification of the
  ///     owner; no owner is notified by a record that is unknown to this installation
  public SweepPlan sweep(
      Inventory inventory, List<RetiredResource> retired, boolean tells, Set<ResourceId> byHand) {
    Instant now = clock.instant();
    PlanBuilder builder = builders.builder(Operation.SWEEP, Goal.RETIRED, inventory);
    var fallsDue = new ArrayList<RetiredResource>();
    for (RetiredResource each : retired) {
      if (!each.isKnownHere()) {
        protect(builder, each, byHand);
        if (isToBeTold(each, now)
            && each.next().filter(NextAction.Done.class::isInstance).isPresent()) {
          fallsDue.add(each);
        }
      } else if (each.isOnItsWay() && each.next().isPresent()) {
        boolean due = isToBeTold(each, now);
        boolean tell = (due && tells) || isToldByHand(each, byHand);
        switch (each.next().get()) {
          case NextAction.Apply next ->
              builder.observe(
                  each.resource(), observation -> sweep(builder, observation, tell, now));
          case NextAction.Wait wait when tell ->
              builder.observe(each.resource(), observation -> tell(builder, observation, now));
          case NextAction.Done reached when tell ->
              builder.observe(each.resource(), observation -> tell(builder, observation, now));
          case NextAction.Wait wait -> {}
          case NextAction.Done reached -> {}
          case NextAction.Blocked blocked -> {}
        }
        if ((due || tell) && !(each.next().get() instanceof NextAction.Blocked)) {
          fallsDue.add(each);
        }
      }
    }
    return new SweepPlan(builder.plan(), fallsDue);
  }

  /// Plans only the changes that turn protection on, because any principal that may tag can
  /// write a record.
  private void protect(PlanBuilder builder, RetiredResource unknown, Set<ResourceId> byHand) {
    if (isToldByHand(unknown, byHand)) {
      String id = unknown.resource().ref().identifier();
      builder.refused(
          StagedRefusals.notKnown(
              id, "run it where it was begun: molly explain retirement-record"));
    }
    boolean on =
        unknown.isOnItsWay()
            && unknown.next().orElse(new NextAction.Done()) instanceof NextAction.Apply(var change)
            && protects(change);
    if (on) {
      builder.observe(
          unknown.resource(),
          observation -> {
            if (builders.tracker().record(observation) instanceof Reading.Found(var record)) {
              builder.stepsWhile(this::protects, Goal.RETIRED, observation, record, record.why());
            }
          });
    }
  }

  private boolean protects(Change change) {
    Retirable kind = builders.kinds().retirable(change.resource().id().kind());
    String off = kind.leasableControls().get(change.control());
    return off != null && !kind.same(change.control(), change.to(), off);
  }

  /// Returns the sweep plan for records that are unknown to this installation. A person has to
  /// confirm it.
  ///
  /// @param retired the status of the resources; those that wait, are blocked or have an
  ///     unreliable record are skipped
  public Plan unknown(Inventory inventory, List<RetiredResource> retired) {
    PlanBuilder builder = builders.builder(Operation.SWEEP, Goal.RETIRED, inventory);
    for (RetiredResource each : retired) {
      if (each.isHeldBack() && each.record().isPresent()) {
        Goal goal = each.record().get().goal();
        builder.observe(
            each.resource(),
            observation -> steps.add(builder, goal, observation, builder::refused));
      }
    }
    return builder.plan();
  }

  private boolean isToBeTold(RetiredResource retired, Instant now) {
    return retired.fallsDue(now, window.notice().plus(A_NIGHT))
        && retired.record().flatMap(RetirementRecord::told).isEmpty();
  }

  private static boolean isToldByHand(RetiredResource retired, Set<ResourceId> byHand) {
    return byHand.contains(retired.resource().id())
        && retired.record().flatMap(RetirementRecord::told).isEmpty();
  }

  /// Updates the record first, because the later steps change the resource.
  private void sweep(PlanBuilder builder, Observation observation, boolean tell, Instant now) {
    if (tell) {
      tell(builder, observation, now);
    }
    steps.add(builder, Goal.RETIRED, observation, builder::refused);
  }

  private void tell(PlanBuilder builder, Observation observation, Instant now) {
    if (builders.isSignedElsewhere(observation)) {
      builder.refused(StagedRefusals.signedElsewhere(observation, "a notice"));
    } else if (builders.tracker().record(observation) instanceof Reading.Found(var record)) {
      OwnerNotice notice = OwnerNotice.to(builders.tracker().owner(observation.resource()), now);
      builder.record(observation, record.told(notice), "it falls due at " + record.due());
    }
  }
}
