package dev.molly.guard;

import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.util.List;

/// One reason why a plan must not be carried out.
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
  /// What it has against the plan; empty when nothing.
  List<Refusal> against(Plan plan, GuardContext now);
}
