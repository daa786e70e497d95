package dev.molly.guard;

import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.plan.Change;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RetirementRecordCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Refuses time-dependent changes if this machine's clock differs from AWS's: the deletion of
/// due resources, and the recording of due times. The SDK hides such a difference.
public final class ClockGuard implements Guard {
  private static final Duration MOST = Duration.ofMinutes(1);
  private static final Duration OLDEST_PLAN = Duration.ofDays(1);
  private static final Set<ControlId> DEPEND =
      Set.of(
          LifecycleAttributes.RETIREMENT,
          LifecycleAttributes.LEASE,
          LifecycleAttributes.CLAIM,
          LifecycleAttributes.STATE,
          LifecycleAttributes.LIFECYCLE,
          LifecycleAttributes.MEMBERS,
          LifecycleAttributes.EXISTENCE);

  @Override
  public List<Refusal> against(Plan plan, GuardContext now) {
    boolean depends =
        plan.steps().stream().anyMatch(step -> DEPEND.contains(step.change().control()));
    if (!depends) {
      return List.of();
    }
    var refusals = new ArrayList<Refusal>();
    plan.accounts().forEach(account -> refusals.addAll(wrong(account, now)));
    plan.steps().forEach(step -> planned(step.change(), now.now()).ifPresent(refusals::add));
    return refusals;
  }

  /// A record contains the time at which its plan was made, and all due times follow from it:
  /// the plan may have been made on another machine, by a wrong clock, or long ago.
  private static Optional<Refusal> planned(Change change, Instant now) {
    if (!change.control().equals(LifecycleAttributes.RETIREMENT) || !change.from().isEmpty()) {
      return Optional.empty();
    }
    if (!(RetirementRecordCodec.written(change)
        instanceof RetirementRecordCodec.Reading.Found(var record))) {
      return Optional.empty();
    }
    boolean fine =
        !record.at().isAfter(now.plus(MOST)) && !record.at().isBefore(now.minus(OLDEST_PLAN));
    return fine
        ? Optional.empty()
        : Optional.of(
            no(
                "the retirement of %s was planned at %s, and now it is %s"
                    .formatted(change.resource().identifier(), record.at(), now),
                "make the plan again: molly retire"));
  }

  private static List<Refusal> wrong(AccountId account, GuardContext now) {
    Instant aws = now.awsTimes().get(account);
    return aws == null
        ? List.of(no("AWS did not tell its time in account " + account, "try again"))
        : off(now.now(), aws).stream().toList();
  }

  /// Returns the error of this machine's clock; empty if the clock is right.
  ///
  /// @param here the time of this machine's clock
  /// @param aws the time that AWS reports
  public static Optional<Refusal> off(Instant here, Instant aws) {
    return Duration.between(aws, here).abs().compareTo(MOST) > 0
        ? Optional.of(
            no(
                "this machine's clock says %s, and AWS's %s".formatted(here, aws),
                "set this machine's clock"))
        : Optional.empty();
  }

  private static Refusal no(String what, String remedy) {
    return new Refusal("clock", what, remedy);
  }
}
