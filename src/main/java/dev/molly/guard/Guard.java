package dev.molly.guard;

import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.util.List;

/// One check that can refuse a plan.
sealed interface Guard
    permits BlastRadiusGuard,
        SweepLimitGuard,
        ClockGuard,
        CompletenessGuard,
        ConfirmationGuard,
        UnconfirmedPlanGuard,
        DriftGuard,
        FreezeGuard,
        IdentityGuard,
        LeaseDurationGuard,
        PreflightGuard,
        UnknownRecordGuard,
        UndoWindowGuard {
  /// Returns the refusals of the plan; empty if there are none.
  List<Refusal> against(Plan plan, GuardContext now);
}
