package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.simulation.world.ManualEdits;
import dev.molly.simulation.world.NightlyRun;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The tag that says to AWS that a retirement is due, on each kind.
class RetirementStateTest {
  private static final String TAG = "molly:state";
  private static final Duration UNTIL_DUE = Duration.ofDays(15);

  @ParameterizedTest
  @MethodSource("all")
  void theSweepSaysThatItIsDueAndARestoreGivesBackTheTagsExactly(RetirementFixture fixture) {
    var world = new World(1);
    String uid = fixture.put().apply(world);
    world.cloud.clock().advance(Duration.ofMinutes(1));
    Map<String, String> original = ManualEdits.on(world, uid).tags(uid);
    var run = new NightlyRun(world);
    run.retire(uid, fixture.options());
    run.sweepToTheEnd();
    assertThat(ManualEdits.on(world, uid).tags(uid)).doesNotContainKey(TAG);

    world.cloud.clock().advance(UNTIL_DUE);
    run.sweepToTheEnd();
    world.cloud.clock().advance(Duration.ofHours(1));
    run.sweepToTheEnd();

    assertThat(ManualEdits.on(world, uid).tags(uid)).containsEntry(TAG, "due");
    run.restoreToTheEnd(uid);
    assertThat(ManualEdits.on(world, uid).tags(uid)).isEqualTo(original);
  }

  static List<RetirementFixture> all() {
    return RetirementFixture.all();
  }
}
