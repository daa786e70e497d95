package dev.molly.guard;

import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import dev.molly.retire.Levers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Refuses what depends on the time when this machine's clock and AWS's differ: deleting what is
/// due, and writing down when something will be. The SDK hides such a difference.
final class ClockGuard implements Guard {
  private static final Duration MOST = Duration.ofMinutes(1);
  private static final Set<ControlId> DEPEND =
      Set.of(Levers.RETIREMENT, Levers.MEMBERS, Levers.EXISTENCE);

  @Override
  public List<Refusal> against(Plan plan, Situation now) {
    boolean depends =
        plan.steps().stream().anyMatch(step -> DEPEND.contains(step.action().control()));
    return depends
        ? plan.accounts().stream().flatMap(account -> wrong(account, now).stream()).toList()
        : List.of();
  }

  private static List<Refusal> wrong(AccountId account, Situation now) {
    Instant aws = now.awsTimes().get(account);
    if (aws == null) {
      return List.of(no("AWS did not tell its time in account " + account, "try again"));
    }
    Duration off = Duration.between(aws, now.now());
    return off.abs().compareTo(MOST) > 0
        ? List.of(
            no(
                "this machine's clock says %s, and AWS's %s".formatted(now.now(), aws),
                "set this machine's clock"))
        : List.of();
  }

  private static Refusal no(String what, String remedy) {
    return new Refusal("clock", what, remedy);
  }
}
