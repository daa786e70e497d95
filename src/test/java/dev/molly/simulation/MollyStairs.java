package dev.molly.simulation;

import dev.molly.engine.Applied;
import dev.molly.engine.Changes;
import dev.molly.engine.Inventory;
import dev.molly.engine.Retiring;
import dev.molly.guard.Answer;
import dev.molly.model.ExitCode;
import dev.molly.model.Goal;
import dev.molly.model.Plan;
import dev.molly.model.RunResult;
import dev.molly.retire.Next;
import dev.molly.retire.Retired;
import dev.molly.retire.Retired.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The real thing. Each command is a new process.
final class MollyStairs implements Stairs {
  private final Night night;

  MollyStairs(World world) {
    this.night = new Night(world);
  }

  @Override
  public Made retire(Set<String> uids, Duration keep, Set<String> options) {
    Inventory chosen = night.inventory(resource -> uids.contains(resource.id().uid()));
    Changes molly = night.molly();
    return made(
        molly, molly.retire(chosen, new Retiring("nobody uses it", keep, Set.of(), options)));
  }

  @Override
  public Made purge(Set<String> uids) {
    Inventory chosen = night.inventory(resource -> uids.contains(resource.id().uid()));
    Changes molly = night.molly();
    return made(molly, molly.towards(Goal.PURGED, chosen));
  }

  private Made made(Changes molly, Plan plan) {
    String phrase = molly.phrase(plan);
    return afresh -> {
      Changes then = night.molly();
      var answer = new Answer.Given(afresh ? then.phrase(plan) : phrase);
      return went(plan, then.apply(plan, Optional.empty(), answer));
    };
  }

  @Override
  public Went extend(String uid, Duration by) {
    Changes molly = night.molly();
    Plan plan = molly.extend(night.retired(uid), by);
    return went(plan, molly.back(plan));
  }

  @Override
  public Went restore(String uid) {
    Changes molly = night.molly();
    Plan plan = molly.towards(Goal.RESTORED, night.retired(uid));
    return went(plan, molly.back(plan));
  }

  @Override
  public Went sweep(Goal goal) {
    Changes molly = night.molly();
    Inventory going = night.going(goal);
    if (goal == Goal.RETIRED) {
      List<Retired> retired = molly.status(going);
      Plan plan = molly.sweeping(going, retired).plan();
      Went went = went(plan, molly.sweep(plan, Optional.empty()));
      boolean rests = retired.stream().anyMatch(MollyStairs::rests);
      return rests && went == Went.CLEAN ? Went.PARTLY : went;
    }
    Plan plan = molly.towards(goal, going);
    return went(plan, molly.back(plan));
  }

  /// Whether a sweep leaves something of it for later: AWS is at it, or it could not be looked at.
  private static boolean rests(Retired retired) {
    return switch (retired.standing()) {
      case Standing.Known(var record, var next) -> next instanceof Next.Wait;
      case Standing.Unseen unseen -> true;
      case Standing.Tampered tampered -> false;
    };
  }

  private static Went went(Plan plan, Applied applied) {
    if (!(applied instanceof Applied.Ran(var result))) {
      return Went.REFUSED;
    }
    if (!plan.refused().isEmpty()) {
      return plan.steps().isEmpty() ? Went.REFUSED : Went.PARTLY;
    }
    boolean all =
        result.exitCode() == ExitCode.CLEAN
            && plan.gaps().isEmpty()
            && plan.left().isEmpty()
            && result.count(RunResult.Result.WAITING) == 0;
    return all ? Went.CLEAN : Went.PARTLY;
  }
}
