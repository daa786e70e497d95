package dev.molly.guard;

import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import java.util.List;

/// One reason why a plan must not be carried out.
sealed interface Guard
    permits BlastRadius,
        SweepLimit,
        ClockGuard,
        Completeness,
        Confirmation,
        Direction,
        Drift,
        FreezeGuard,
        IdentityGuard,
        LeaseLength,
        Preflight,
        UnconfirmedPlan,
        UndoWindow {
  /// What it has against the plan; empty when nothing.
  List<Refusal> against(Plan plan, Situation now);
}
