package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.engine.Applied;
import dev.molly.engine.Changes;
import dev.molly.engine.Inventory;
import dev.molly.engine.Pace;
import dev.molly.engine.Workshop;
import dev.molly.guard.Answer;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.Window;
import dev.molly.journal.Entry;
import dev.molly.journal.Journal;
import dev.molly.journal.JournalCheck;
import dev.molly.journal.JournalFolder;
import dev.molly.model.AccountRef;
import dev.molly.model.ExitCode;
import dev.molly.model.Goal;
import dev.molly.model.Plan;
import dev.molly.model.RunId;
import dev.molly.model.UserError;
import dev.molly.sim.SimInstance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A purge waits for hours, in this process or another with the same state folder, and something is
/// wanted back meanwhile.
class BesideARunTest {
  private static final RunId PURGE = new RunId("20261123T075900Z-0000aa");

  @TempDir private Path folder;

  private final World world = new World(1);
  private final SimInstance server =
      world.account.launch(
          World.REGION, one -> one.named("web-01").launchedAgo(Duration.ofDays(400)));
  private int begun;

  @Test
  void aRestoreGoesThroughBesideAPurgeAndLeavesItsJournalAlone() {
    retired();

    Applied restored;
    try (Journal purge = purgeUnderWay()) {
      restored = restore();
      world.cloud.clock().advance(Duration.ofHours(1));
      restore();
      assertThat(purge.run()).isEqualTo(PURGE);
    }

    assertThat(restored.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(server.tags()).containsEntry("Name", "web-01").doesNotContainKey("molly:retire");
    assertThat(new JournalFolder(folder).check(PURGE))
        .isEqualTo(new JournalCheck.Unended(PURGE, 1));
  }

  @Test
  void whatWasCutOffIsSettledAsSoonAsItIsNotUnderWayAnyMore() {
    retired();
    purgeUnderWay().close();

    restore();

    assertThat(new JournalFolder(folder).check(PURGE)).isEqualTo(new JournalCheck.Intact(PURGE, 2));
  }

  @Test
  void aRunThatIsUnderWayIsNotUndone() {
    try (Journal purge = purgeUnderWay()) {
      assertThatThrownBy(() -> molly().undo(purge.run()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("is under way")
          .hasMessageEndingWith("try again: molly undo " + PURGE);
    }
  }

  private void retired() {
    Plan plan = molly().retire(chosen(), World.wish());
    molly().apply(plan, Optional.empty(), new Answer.Given(molly().phrase(plan)));
    world.cloud.clock().advance(Duration.ofHours(2));
  }

  private Applied restore() {
    return molly().back(molly().towards(Goal.RESTORED, chosen()));
  }

  private Journal purgeUnderWay() {
    Journal purge = new JournalFolder(folder).begin(PURGE);
    purge.write(new Entry.Began(world.cloud.clock().instant(), "purge", List.of(), "d1"));
    return purge;
  }

  private Inventory chosen() {
    return world.fleet("ec2-instance");
  }

  private Changes molly() {
    var workshop =
        new Workshop(
            new JournalFolder(folder),
            now -> {
              begun++;
              return new RunId("20261123T080000Z-%06x".formatted(begun));
            },
            BlastLimit.DEFAULT,
            Pace.DEFAULT,
            world.cloud.clock()::advance,
            List::of,
            Duration.ofHours(1),
            Window.DEFAULT,
            Optional.empty(),
            () -> false);
    return new Changes(world.aws(), world.cloud.clock(), workshop, List.of(new AccountRef.Own()));
  }
}
