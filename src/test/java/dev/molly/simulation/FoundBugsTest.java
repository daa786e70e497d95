package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.engine.Changes;
import dev.molly.engine.Pace;
import dev.molly.guard.BlastLimit;
import dev.molly.model.Plan;
import dev.molly.simulation.Simulation.Setup;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What the simulation found, by name.
class FoundBugsTest {
  private static final int RUNS = 10;

  /// A run that stopped over trouble and took itself back has both directions in its journal. Its
  /// undo takes the second one back, and so does it all again; the undo after that takes it back.
  @Test
  void theUndoOfARunThatTookItselfBackDoesNotDoItAgain() {
    for (long seed = 1; seed <= RUNS; seed++) {
      assertThat(Simulation.run(seed, Setup.USUAL.stoppingAfter(0)).writes()).isNotNegative();
    }
  }

  /// Recovery looks once. A write that EC2 does not show yet is taken for one that was not made,
  /// and no undo takes it back.
  @Test
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

  private static Plan protect(World world) {
    return molly(world).protect(world.scan(), world.policies(), finding -> true);
  }

  private static Changes molly(World world) {
    return world.molly(new BlastLimit(10, 0), Pace.DEFAULT);
  }
}
