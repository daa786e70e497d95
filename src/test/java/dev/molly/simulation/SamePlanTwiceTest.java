package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.engine.Changes;
import dev.molly.engine.Inventory;
import dev.molly.engine.Pace;
import dev.molly.engine.Progress;
import dev.molly.engine.Retiring;
import dev.molly.guard.Answer;
import dev.molly.guard.BlastLimit;
import dev.molly.model.ExitCode;
import dev.molly.model.KindId;
import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import dev.molly.model.RegionChoice;
import dev.molly.model.RegionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A phrase that confirmed a retirement is typed again after the resource was restored and used.
class SamePlanTwiceTest {
  private final World world = new World(1);
  private final Night night = new Night(world);

  @Test
  void aCopyOfThenIsNotTheFinalCopyOfNow() {
    String uid =
        world.account.createDb(World.REGION, "orders", db -> db.backupRetention(7)).resourceId();
    Plan first = molly().retire(fleet(), wish());
    String phrase = molly().phrase(first);
    var retired = molly().apply(first, Optional.empty(), new Answer.Given(phrase));
    assertThat(retired.exitCode()).isEqualTo(ExitCode.CLEAN);
    night.restore(uid);
    for (int n = 0; night.isRetired(uid) && n < 16; n++) {
      world.cloud.clock().advance(Duration.ofMinutes(3));
      night.restore(uid);
    }
    assertThat(night.isRetired(uid)).isFalse();

    Plan again = molly().retire(fleet(), wish(), phrase);

    assertThat(again.refused()).extracting(Refusal::guard).containsExactly("final-copy");
    assertThat(again.steps()).isEmpty();
  }

  private Changes molly() {
    return world.molly(BlastLimit.DEFAULT, Pace.DEFAULT);
  }

  private Inventory fleet() {
    return molly()
        .inventory(
            new RegionChoice.Named(List.of(new RegionId(World.REGION))),
            List.of(new KindId("rds-instance")),
            true,
            resource -> true,
            Progress.none());
  }

  private static Retiring wish() {
    return new Retiring("nobody uses it", Duration.ofDays(14), Set.of(), Set.of());
  }
}
