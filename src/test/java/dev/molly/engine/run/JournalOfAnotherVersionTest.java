package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.journal.Journal;
import dev.molly.journal.JournalEntry;
import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.ExitCode;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.RunId;
import dev.molly.plan.RunResult;
import dev.molly.retire.RetiredResource;
import dev.molly.sim.SimAws;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The state folder has the journal of a molly that knew a kind and a control that this one does
/// not have: nothing here is stopped by that, least of all a restore or an undo.
class JournalOfAnotherVersionTest {
  private final World world = new World(1);
  private final SimInstance server =
      world.account.launch(
          World.REGION, one -> one.named("web-01").launchedAgo(Duration.ofDays(400)));

  @Test
  void aRestoreASweepAndAnUndoGoOn() {
    RunId protect = protect();
    world.apply(world.molly().retire(world.fleet("ec2-instance"), World.wish()));
    world.cloud.clock().advance(Duration.ofMinutes(10));
    writtenByAnother();

    ApplyResult swept = world.sweep("ec2-instance");
    List<RetiredResource> status = world.molly().status(world.fleet("ec2-instance"));
    world
        .molly()
        .applyUnconfirmed(world.molly().planTo(Goal.RESTORED, world.fleet("ec2-instance")));
    ApplyResult undone = world.molly().undo(protect);

    assertThat(World.executed(swept).stopped()).isEmpty();
    assertThat(status).allMatch(RetiredResource::isKnownHere).hasSize(1);
    assertThat(server.tags()).doesNotContainKey("molly:retire");
    assertThat(server.isProtectedFromTermination()).isFalse();
    assertThat(undone.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  private RunId protect() {
    Plan plan =
        world
            .molly()
            .protect(
                world.scan(),
                finding -> finding.control().value().equals("termination-protection"));
    RunId run = World.executed(world.apply(plan)).run();
    world.cloud.clock().advance(Duration.ofMinutes(1));
    return run;
  }

  /// A run of protect that came to its end, with a change that is done and one that is not known.
  private void writtenByAnother() {
    List<Change> changes =
        List.of(
            new Change(resource("kind-to-come", "a"), new ControlId("deletion-lock"), "off", "on"),
            new Change(resource("kind-to-come", "b"), new ControlId("deletion-lock"), "off", "on"),
            new Change(resource("ec2-instance", "c"), new ControlId("deletion-lock"), "off", "on"));
    try (Journal journal = world.ledger.begin(world.ledger.name(world.cloud.clock().instant()))) {
      journal.write(
          new JournalEntry.RunStarted(world.cloud.clock().instant(), "protect", List.of(), "d1"));
      for (int step = 1; step <= changes.size(); step++) {
        journal.write(
            new JournalEntry.Intent(
                world.cloud.clock().instant(), step, changes.get(step - 1), "come:Lock"));
      }
      journal.write(
          new JournalEntry.Outcome(world.cloud.clock().instant(), 1, RunResult.Result.DONE, ""));
    }
    world.cloud.clock().advance(Duration.ofMinutes(1));
  }

  private static ResourceRef resource(String kind, String name) {
    return new ResourceRef(
        new ResourceId(
            new KindId(kind), new AccountId(SimAws.OWN_ACCOUNT), new RegionId(World.REGION), name),
        name,
        name,
        "arn:aws:come:us-east-1:111122223333:thing/" + name);
  }
}
