package dev.molly.engine.plan;

import dev.molly.aws.AccountSession;
import dev.molly.engine.support.AccountSessions;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.kind.KindRegistry;
import dev.molly.model.AccountId;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.plan.Goal;
import dev.molly.plan.Operation;
import dev.molly.retire.Inventory;
import dev.molly.retire.Observation;
import dev.molly.retire.RecordTags;
import java.util.Map;

/// Creates builders of plans for resources in some accounts.
///
/// @param tracker observes the resources
/// @param sessions the sessions of the accounts that could be entered
public record PlanBuilderFactory(
    RetirementTracker tracker, Map<AccountId, AccountSession> sessions) {
  public PlanBuilderFactory {
    sessions = Map.copyOf(sessions);
  }

  /// Returns the builder of an empty plan.
  ///
  /// @param goal the goal for which resources are observed
  PlanBuilder builder(Operation operation, Goal goal, Inventory inventory) {
    return new PlanBuilder(operation, inventory, goal, tracker, this::session);
  }

  AccountSession session(Resource resource) {
    return AccountSessions.of(sessions, resource.id());
  }

  /// Returns whether a record has a signature that this installation cannot renew.
  boolean isSignedElsewhere(Observation observation) {
    Resource resource = observation.resource();
    return resource.tags() instanceof Tags.Known(var tags)
        && tags.containsKey(RecordTags.SIGNATURE)
        && session(resource).recordSigner().isEmpty();
  }

  KindRegistry kinds() {
    return tracker.kinds();
  }
}
