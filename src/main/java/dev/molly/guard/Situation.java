package dev.molly.guard;

import dev.molly.model.AccountId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
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
/// @param due by resource that would be deleted, when its own record says that it is due
public record Situation(
    Instant now,
    Map<AccountId, AccountId> callers,
    Optional<Set<AccountId>> environment,
    BlastLimit limit,
    List<Freeze> freezes,
    List<ResourceRef> drifted,
    Answer answer,
    Duration confirmable,
    Window window,
    Map<AccountId, Instant> awsTimes,
    Map<ResourceId, Instant> due) {
  public Situation {
    awsTimes = Map.copyOf(awsTimes);
    due = Map.copyOf(due);
    callers = Map.copyOf(callers);
    freezes = List.copyOf(freezes);
    drifted = List.copyOf(drifted);
  }
}
