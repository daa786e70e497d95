package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.engine.Changes;
import dev.molly.engine.Pace;
import dev.molly.guard.BlastLimit;
import dev.molly.model.Plan;
import dev.molly.simulation.Simulation.Setup;
import java.time.Duration;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/// What the simulation found, by name. Each is red as long as it is disabled.
class KnownBugsTest {
  private static final int RUNS = 10;

  /// A run that stopped over trouble and took itself back has both directions in its journal. Its
  /// undo takes the second one back, and so does it all again; the undo after that takes it back.
  @Test
  @Disabled("Undoer.written holds both directions of a run that took itself back (seed 2)")
  void theUndoOfARunThatTookItselfBackDoesNotDoItAgain() {
    for (long seed = 1; seed <= RUNS; seed++) {
      assertThat(Simulation.run(seed, Setup.USUAL.stoppingAfter(0)).writes()).isNotNegative();
    }
  }

  /// Recovery looks once. A write that EC2 does not show yet is taken for one that was not made,
  /// and no undo takes it back.
  @Test
  @Disabled("Recovery looks once and does not wait until a write shows")
  void aWriteThatDoesNotShowYetWhenMollyStartsAgainIsNotTakenForNotMade() {
    var world = new World(1);
    var web = world.account.launch(World.REGION, one -> one.protectedFromTermination());
    Plan plan = protect(world);
    world.whenFreezesAreAsked(() -> world.cloud.faults().attributeLag(Duration.ofSeconds(5)));
    world.waits(
        length -> {
          throw new Crash("while the write does not show");
        });
    assertThatThrownBy(() -> ChangePath.real(molly(world), plan, molly(world).phrase(plan)))
        .isInstanceOf(Crash.class);
    assertThat(web.isProtectedFromStop()).isTrue();

    world.waits(world.cloud.clock()::advance);
    world.whenFreezesAreAsked(() -> {});
    world.cloud.faults().clear();
    molly(world).undo(world.ledger.all().getFirst());
    world.cloud.clock().advance(Duration.ofMinutes(1));
    molly(world).undo(world.ledger.all().getFirst());

    assertThat(web.isProtectedFromStop()).isFalse();
  }

  /// From no backups to some waits for the maintenance window. Undone before it, the simulator
  /// keeps what is pending; what RDS does is not known. No fleet of [World] has such a database.
  @Test
  @Disabled("the undo of a backup retention that is still pending does not show (sim or molly)")
  void backupsThatAreStillPendingAreTakenBack() {
    var world = new World(1);
    world.account.createDb(World.REGION, "orders", one -> one.backupRetention(0));
    Plan plan = protect(world);
    var before = world.settings();
    ChangePath.real(molly(world), plan, molly(world).phrase(plan));
    assertThat(world.settings()).isNotEqualTo(before);

    molly(world).undo(world.ledger.all().getFirst());

    assertThat(world.settings()).isEqualTo(before);
  }

  private static Plan protect(World world) {
    return molly(world).protect(world.scan(), world.policies(), finding -> true);
  }

  private static Changes molly(World world) {
    return world.molly(new BlastLimit(10, 0), Pace.DEFAULT);
  }
}
