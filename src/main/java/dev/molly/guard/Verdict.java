package dev.molly.guard;

import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.util.List;

/// The result of the guards for a plan. The executor accepts only an [Approved], which only
/// [#decide] and its narrower variants can create: every write has passed the guards.
public sealed interface Verdict {
  /// The guards refuse the plan, with all reasons and not only the first.
  record Refused(List<Refusal> reasons) implements Verdict {
    public Refused {
      reasons = List.copyOf(reasons);
    }
  }

  /// The guards approve the plan.
  final class Approved implements Verdict {
    private final Plan plan;
    private final long allowed;

    private Approved(Plan plan, long allowed) {
      this.plan = plan;
      this.allowed = allowed;
    }

    public Plan plan() {
      return plan;
    }

    /// Returns the number of resources that the run may touch, which is counted again during the
    /// run.
    public long allowed() {
      return allowed;
    }
  }

  /// Runs every guard.
  static Verdict decide(Plan plan, GuardContext now) {
    return decide(
        plan,
        now,
        now.allowed(plan),
        List.of(
            new PreflightGuard(),
            new ProtectGuard(),
            new IdentityGuard(),
            new BlastRadiusGuard(),
            new FreezeGuard(),
            new CompletenessGuard(),
            new UndoWindowGuard(),
            new UnknownRecordGuard(),
            new LeaseDurationGuard(),
            new ClockGuard(),
            new UnreadGuard(),
            new DriftGuard(),
            new ConfirmationGuard()));
  }

  /// Runs the guards for the continuation of actions that were confirmed when they began, as the
  /// record on each resource shows. Resources missing from the inventory are not continued, so a
  /// gap does not refuse the plan here.
  static Verdict decideSweep(Plan plan, GuardContext now) {
    return decide(
        plan,
        now,
        SweepLimitGuard.allowed(plan, now),
        List.of(
            UnconfirmedPlanGuard.ON,
            new IdentityGuard(),
            new SweepLimitGuard(),
            new FreezeGuard(),
            new UndoWindowGuard(),
            new UnknownRecordGuard(),
            new ClockGuard(),
            new UnreadGuard(),
            new DriftGuard()));
  }

  /// Runs the guards for the continuation of restores that were not requested now: the record on
  /// each resource contains the state to restore.
  static Verdict decideSweepBack(Plan plan, GuardContext now) {
    return decide(
        plan,
        now,
        plan.resources(),
        List.of(
            UnconfirmedPlanGuard.BACK,
            new IdentityGuard(),
            new UnknownRecordGuard(),
            new UnreadGuard(),
            new DriftGuard()));
  }

  /// Runs the guards for an undo. Undo must be easier than the original action: it needs no
  /// confirmation, no freeze refuses it, and it may touch all resources that the run touched.
  static Verdict decideUndo(Plan plan, GuardContext now) {
    return decide(
        plan, now, plan.resources(), List.of(UnconfirmedPlanGuard.BACK, new IdentityGuard()));
  }

  private static Verdict decide(Plan plan, GuardContext now, long allowed, List<Guard> guards) {
    List<Refusal> reasons =
        guards.stream().flatMap(guard -> guard.against(plan, now).stream()).toList();
    return reasons.isEmpty() ? new Approved(plan, allowed) : new Refused(reasons);
  }
}
