package dev.molly.guard;

import dev.molly.model.AccountId;
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

/// What the guards look at, gathered just before they are asked.
///
/// @param now the time, UTC
/// @param callers by account of the plan, the account that AWS says the credentials for it are in;
///     an account without an entry could not be entered
/// @param environment the accounts of the environment that was named; empty when none was
/// @param limit how much one run may touch
/// @param freezes what is frozen
/// @param drifted resources that are no longer what the plan saw
/// @param answer what was said to the question whether to go on
/// @param confirmable how long a printed phrase is good
/// @param window how long what is retired can be restored
/// @param awsTimes by account, what AWS says the time is; none where it did not say
/// @param records by resource that would be deleted, its own record, read afresh
/// @param unattended how many resources a purge may delete that nobody confirms; empty: none
/// @param unknown the resources whose records this installation does not know, where nobody is
///     asked
public record GuardContext(
    Instant now,
    Map<AccountId, AccountId> callers,
    Optional<Set<AccountId>> environment,
    BlastLimit limit,
    List<Freeze> freezes,
    List<ResourceRef> drifted,
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
  }

  /// How many resources a run of a plan may touch. One that nobody confirms has a limit of its own,
  /// and it is none where none is allowed.
  long allowed(Plan plan) {
    return answer instanceof ConfirmationInput.Unattended
        ? unattended.orElse(0)
        : limit.of(plan.fleetSize());
  }
}
