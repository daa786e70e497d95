package dev.molly.guard;

import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.util.List;

/// Refuses a plan that touches more resources than one run may.
final class BlastRadiusGuard implements Guard {
  @Override
  public List<Refusal> against(Plan plan, GuardContext now) {
    long allowed = now.allowed(plan);
    long touched = plan.resources();
    if (touched <= allowed) {
      return List.of();
    }
    return List.of(
        now.answer() instanceof ConfirmationInput.Unattended
            ? new Refusal(
                "blast-radius",
                what(touched, plan.fleetSize(), allowed),
                "confirm it, or allow more in molly.yaml: purge: { unattended: true, resources: %d }"
                    .formatted(touched))
            : refusal(plan, touched, allowed));
  }

  /// Returns the refusal of a plan that touches too many resources.
  static Refusal refusal(Plan plan, long touched, long allowed) {
    return new Refusal(
        "blast-radius",
        what(touched, plan.fleetSize(), allowed),
        "choose fewer (%s), or allow more: --limit %d for this run, or for every run in molly.yaml: limits: { resources: %d }"
            .formatted(choice(plan.operation()), touched, touched));
  }

  /// Returns the options by which the plan's command selects resources.
  private static String choice(Operation operation) {
    return switch (operation) {
      case PROTECT -> "--id, --kind, --region";
      case RETIRE, LEASE, PURGE -> "name them, or --kind, --region";
      case UNDO, SWEEP, RESTORE, EXTEND, RENEW -> "--kind, --region";
    };
  }

  private static String what(long touched, long seen, long allowed) {
    return "it touches %d of the %d resources that were seen; one run may touch %d"
        .formatted(touched, seen, allowed);
  }
}
