package dev.molly.guard;

import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import java.util.List;

/// Refuses a plan that touches more than one run may.
final class BlastRadius implements Guard {
  @Override
  public List<Refusal> against(Plan plan, Situation now) {
    long allowed = now.allowed(plan);
    long touched = plan.resources();
    if (touched <= allowed) {
      return List.of();
    }
    return List.of(
        new Refusal(
            "blast-radius",
            "it touches %d of the %d resources that were seen; one run may touch %d"
                .formatted(touched, plan.seen(), allowed),
            now.answer() instanceof Answer.Unattended
                ? "confirm it, or allow more in molly.yaml: purge: { unattended: true, resources: %d }"
                    .formatted(touched)
                : "choose fewer (--id, --kind, --region), or allow more: --limit %d for this run, or for every run in molly.yaml: limits: { resources: %d }"
                    .formatted(touched, touched)));
  }
}
