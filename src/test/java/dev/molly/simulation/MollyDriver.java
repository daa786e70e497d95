package dev.molly.simulation;

import dev.molly.AccountChanges;
import dev.molly.guard.ConfirmationInput;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.RunResult;
import dev.molly.retire.Inventory;
import dev.molly.retire.NextAction;
import dev.molly.retire.RetireRequest;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.RetiredResource.Status;
import dev.molly.simulation.world.NightlyRun;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// The real thing. Each command is a new process.
final class MollyDriver implements RetirementDriver {
  private final NightlyRun night;

  MollyDriver(World world) {
    this.night = new NightlyRun(world);
  }

  @Override
  public Made retire(Set<String> uids, Duration keep, Set<String> options) {
    Inventory chosen = night.inventory(resource -> uids.contains(resource.id().uid()));
    AccountChanges molly = night.molly();
    return made(
        molly, molly.retire(chosen, new RetireRequest("nobody uses it", keep, Set.of(), options)));
  }

  @Override
  public Made purge(Set<String> uids) {
    Inventory chosen = night.inventory(resource -> uids.contains(resource.id().uid()));
    AccountChanges molly = night.molly();
    return made(molly, molly.planTo(Goal.PURGED, chosen));
  }

  private Made made(AccountChanges molly, Plan plan) {
    String phrase = molly.phrase(plan);
    return afresh -> {
      AccountChanges then = night.molly();
      var answer = new ConfirmationInput.Given(afresh ? then.phrase(plan) : phrase);
      return went(plan, then.apply(plan, Environment.ANY, answer));
    };
  }

  @Override
  public Went extend(String uid, Duration by) {
    AccountChanges molly = night.molly();
    Plan plan = molly.extend(night.retired(uid), by);
    return went(plan, molly.applyUnconfirmed(plan));
  }

  @Override
  public Went restore(String uid) {
    AccountChanges molly = night.molly();
    Plan plan = molly.planTo(Goal.RESTORED, night.retired(uid));
    return went(plan, molly.applyUnconfirmed(plan));
  }

  @Override
  public Went sweep(Goal goal) {
    AccountChanges molly = night.molly();
    Inventory going = night.going(goal);
    if (goal == Goal.RETIRED) {
      List<RetiredResource> retired = molly.status(going);
      Plan plan = molly.planSweep(going, retired).plan();
      Went went = went(plan, molly.sweep(plan, Environment.ANY));
      boolean rests = retired.stream().anyMatch(MollyDriver::rests);
      return rests && went == Went.CLEAN ? Went.PARTLY : went;
    }
    Plan plan = molly.planTo(goal, going);
    return went(plan, molly.applyUnconfirmed(plan));
  }

  /// Whether a sweep leaves something of it for later: AWS is at it, or it could not be looked at.
  private static boolean rests(RetiredResource retired) {
    return switch (retired.status()) {
      case Status.Known(var record, var next) -> next instanceof NextAction.Wait;
      case Status.Unreachable unseen -> true;
      case Status.InvalidRecord tampered -> false;
    };
  }

  private static Went went(Plan plan, ApplyResult applyResult) {
    if (!(applyResult instanceof ApplyResult.Executed(var result, _))) {
      return Went.REFUSED;
    }
    if (!plan.refusals().isEmpty()) {
      return plan.steps().isEmpty() ? Went.REFUSED : Went.PARTLY;
    }
    boolean all =
        result.exitCode() == ExitCode.CLEAN
            && plan.gaps().isEmpty()
            && plan.skipped().isEmpty()
            && result.count(RunResult.Result.WAITING) == 0;
    return all ? Went.CLEAN : Went.PARTLY;
  }
}
