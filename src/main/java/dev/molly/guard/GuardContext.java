package dev.molly.guard;

import dev.molly.model.AccountId;
import dev.molly.model.Environment;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Plan;
import dev.molly.retire.RetirementRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The input of the guards, gathered just before they run.
///
/// @param now the current time, UTC
/// @param callers by account of the plan, the account of the credentials for it, as reported by
///     AWS; an account without an entry could not be accessed
/// @param environment the environment that the command names
/// @param limit the maximum number of resources that one run may touch
/// @param freezes the known freezes
/// @param drifted the resources that have changed since the plan was made
/// @param unread the resources that could not be read again
/// @param answer the answer to the request for confirmation
/// @param confirmable the validity period of a printed phrase
/// @param window the limits on the time in which a retired resource can be restored
/// @param awsTimes by account, the time reported by AWS; no entry if it was not reported
/// @param records by resource to be deleted, its own record, freshly read
/// @param unattended the number of resources that a purge may delete without confirmation;
///     empty: none
/// @param unknown the resources whose records are unknown to this installation, in a run without
///     confirmation
public record GuardContext(
    Instant now,
    Map<AccountId, AccountId> callers,
    Environment environment,
    BlastLimit limit,
    List<Freeze> freezes,
    List<ResourceRef> drifted,
    List<UnreadResource> unread,
    ConfirmationInput answer,
    Duration confirmable,
    RetentionWindow window,
    Map<AccountId, Instant> awsTimes,
    Map<ResourceId, RetirementRecord> records,
    Optional<Integer> unattended,
    Set<ResourceId> unknown) {
  public GuardContext {
    unknown = Set.copyOf(unknown);
    awsTimes = Map.copyOf(awsTimes);
    records = Map.copyOf(records);
    callers = Map.copyOf(callers);
    freezes = List.copyOf(freezes);
    drifted = List.copyOf(drifted);
    unread = List.copyOf(unread);
  }

  /// Returns the failed read of a resource.
  ///
  /// @return empty if it was read
  Optional<UnreadResource> unread(ResourceId id) {
    return unread.stream().filter(each -> each.resource().id().equals(id)).findFirst();
  }

  /// Returns the number of resources that a run of a plan may touch. An unattended run has a
  /// limit of its own, which is zero unless the config permits unattended purges.
  long allowed(Plan plan) {
    return answer instanceof ConfirmationInput.Unattended
        ? unattended.orElse(0)
        : limit.of(plan.fleetSize());
  }
}
