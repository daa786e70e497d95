package dev.molly.guard;

import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.util.List;

/// What the guards say of a plan. The executor takes only an [Approved], and only [#decide] and its
/// narrower sisters can make one: nothing is written that the guards did not see.
public sealed interface Verdict {
  /// The guards have something against it: all of it, not the first thing only.
  record Refused(List<Refusal> reasons) implements Verdict {
    public Refused {
      reasons = List.copyOf(reasons);
    }
  }

  /// The guards have nothing against it.
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

    /// How many resources the run may touch: counted again as it goes.
    public long allowed() {
      return allowed;
    }
  }

  /// Asks every guard.
  static Verdict decide(Plan plan, GuardContext now) {
    return decide(
        plan,
        now,
        now.allowed(plan),
        List.of(
            new PreflightGuard(),
            new IdentityGuard(),
            new BlastRadiusGuard(),
            new FreezeGuard(),
            new CompletenessGuard(),
            new UndoWindowGuard(),
            new UnknownRecordGuard(),
            new LeaseDurationGuard(),
            new ClockGuard(),
            new DriftGuard(),
            new ConfirmationGuard()));
  }

  /// Asks the guards that hold for going on with what somebody confirmed when it began: the record
  /// on each resource says so. What is not listed is not gone on with, so a gap stops nothing here.
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
            new DriftGuard()));
  }

  /// Asks the guards that hold for going on with what is on its way back, when nobody asked for
  /// that now: the record on each resource says where it goes back to.
  static Verdict decideSweepBack(Plan plan, GuardContext now) {
    return decide(
        plan,
        now,
        plan.resources(),
        List.of(UnconfirmedPlanGuard.BACK, new IdentityGuard(), new UnknownRecordGuard()));
  }

  /// Asks the guards that hold for an undo. Getting back must be easier than going forward: it
  /// needs no confirmation, no freeze stops it, and it may touch all that the run touched.
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
