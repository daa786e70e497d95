package dev.molly.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.AccountChanges;
import dev.molly.engine.run.RolloutPace;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.ConfirmationInput;
import dev.molly.model.Environment;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.RunResult;
import dev.molly.retire.Inventory;
import dev.molly.retire.RetirementRecordCodec;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What people and timers type at one world's molly. A crash leaves it as it is; the next command
/// is a new process.
public final class NightlyRun {
  private static final Duration BETWEEN = Duration.ofHours(8);
  private static final int MOST_ROUNDS = 40;

  private final World world;

  public NightlyRun(World world) {
    this.world = world;
  }

  public AccountChanges molly() {
    return world.molly(new BlastLimit(1000, 100), RolloutPace.DEFAULT);
  }

  /// `molly retire --apply`
  public ApplyResult retire(String uid, Set<String> options) {
    AccountChanges molly = molly();
    Inventory chosen = inventory(resource -> resource.id().uid().equals(uid));
    assertThat(chosen.resources()).as("resources to retire").hasSize(1);
    Plan plan = molly.retire(chosen, World.wish(options.toArray(String[]::new)));
    return molly.apply(plan, Environment.ANY, new ConfirmationInput.Given(molly.phrase(plan)));
  }

  /// `molly restore`
  public ApplyResult restore(String uid) {
    return molly().applyUnconfirmed(molly().planTo(Goal.RESTORED, retired(uid)));
  }

  /// `molly purge --apply`
  public ApplyResult purge(String uid) {
    AccountChanges molly = molly();
    Plan plan = molly.planTo(Goal.PURGED, retired(uid));
    return molly.apply(plan, Environment.ANY, new ConfirmationInput.Given(molly.phrase(plan)));
  }

  /// `molly sweep`: whatever is under way goes on, either way.
  public List<ApplyResult> sweep() {
    AccountChanges molly = molly();
    Inventory all = inventory(Inventory::isRetired);
    ApplyResult forward =
        molly.sweep(molly.planSweep(all, molly.status(all)).plan(), Environment.ANY);
    ApplyResult back = molly.applyUnconfirmed(molly.planTo(Goal.RESTORED, going(Goal.RESTORED)));
    return List.of(forward, back);
  }

  /// Sweeps until there is nothing left to do.
  public void sweepToTheEnd() {
    for (int round = 0; ; round++) {
      assertThat(round).as("rounds of sweeping").isLessThan(MOST_ROUNDS);
      world.cloud.clock().advance(BETWEEN);
      if (sweep().stream().allMatch(NightlyRun::didNothing)) {
        return;
      }
    }
  }

  /// Restores until it is back.
  public void restoreToTheEnd(String uid) {
    for (int round = 0; isRetired(uid); round++) {
      assertThat(round).as("rounds of restoring").isLessThan(MOST_ROUNDS);
      restore(uid);
      world.cloud.clock().advance(BETWEEN);
    }
    world.cloud.clock().advance(BETWEEN);
  }

  /// Sweeps and purges until it is gone.
  public void purgeToTheEnd(String uid) {
    for (int round = 0; isRetired(uid); round++) {
      assertThat(round).as("rounds of purging").isLessThan(MOST_ROUNDS);
      sweep();
      world.cloud.clock().advance(BETWEEN);
      purge(uid);
      world.cloud.clock().advance(BETWEEN);
    }
    world.cloud.clock().advance(BETWEEN);
  }

  public boolean isRetired(String uid) {
    return !retired(uid).resources().isEmpty();
  }

  public Inventory retired(String uid) {
    return inventory(
        resource ->
            resource.id().uid().equals(uid)
                && !(reading(resource) instanceof RetirementRecordCodec.Reading.None));
  }

  public Inventory going(Goal goal) {
    return inventory(
        resource ->
            reading(resource) instanceof RetirementRecordCodec.Reading.Found(var record)
                && record.goal() == goal);
  }

  private static RetirementRecordCodec.Reading reading(Resource resource) {
    return resource.tags() instanceof Tags.Known(var tags)
        ? RetirementRecordCodec.read(tags, resource.id().uid())
        : new RetirementRecordCodec.Reading.Unreadable("unread");
  }

  public Inventory inventory(Predicate<Resource> wanted) {
    return world.found(wanted);
  }

  private static boolean didNothing(ApplyResult applyResult) {
    assertThat(applyResult).isInstanceOf(ApplyResult.Executed.class);
    RunResult result = ((ApplyResult.Executed) applyResult).result();
    return result.plan().steps().isEmpty() && result.plan().skipped().isEmpty();
  }
}
