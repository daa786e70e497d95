package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.model.Finding;
import dev.molly.plan.Plan;
import dev.molly.sim.core.SimCall;
import dev.molly.simulation.world.ManualEdits;
import dev.molly.simulation.world.OneBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The write of a purge's claim hangs, another machine restores the bucket to its end, and then
/// the write takes effect: the claim stays on a bucket that is not retired. It is nothing to act
/// on, and nothing acts on it: no list shows it, no plan drifts by it, and a later retirement or
/// its restore takes it over.
class LeftoverClaimTest {
  private static final String CLAIM = "molly:claim";

  private final OneBucket bucket = new OneBucket(one -> one.versioned());
  private List<Finding> before = List.of();

  @BeforeEach
  void itIsRestoredAndThenTheClaimTakesEffect() {
    bucket.retire();
    bucket.later(1);
    bucket.restore();
    bucket.later(1);
    before = bucket.world.scan().findings();
    String now = bucket.world.cloud.clock().instant().toString();
    ManualEdits.on(bucket.world, "acme").put("acme", Map.of(CLAIM, now));
    assertThat(bucket.now().tags()).containsKey(CLAIM).doesNotContainKey("molly:retire");
  }

  @Test
  void neitherAStatusNorASweepNorAScanSpeaksOfIt() {
    for (Duration age : List.of(Duration.ZERO, Duration.ofHours(3))) {
      bucket.world.cloud.clock().advance(age);
      int writes = bucket.writes().size();

      var swept =
          bucket
              .world
              .molly()
              .sweep(
                  bucket.chosen(),
                  bucket.world.molly().status(bucket.chosen()),
                  Set.of(),
                  Environment.ANY);

      assertThat(bucket.world.molly().status(bucket.chosen())).isEmpty();
      assertThat(bucket.world.molly().unknown(bucket.chosen())).isEmpty();
      assertThat(swept.runs()).isEmpty();
      assertThat(swept.refused()).isEmpty();
      assertThat(swept.unplanned()).isEmpty();
      assertThat(bucket.writes()).hasSize(writes);
      assertThat(bucket.world.scan().findings()).isEqualTo(before);
    }
  }

  @Test
  void aPlanThatWasMadeBeforeItDoesNotDriftByIt() {
    ManualEdits hands = ManualEdits.on(bucket.world, "acme");
    hands.remove("acme", Set.of(CLAIM));
    Plan plan = bucket.retirement();
    String longAgo = Instant.EPOCH.toString();
    hands.put("acme", Map.of(CLAIM, longAgo));

    assertThat(bucket.world.apply(plan).exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void aRestoreAfterALaterRetirementTakesItOff() {
    bucket.later(1);
    assertThat(bucket.retire().exitCode()).isEqualTo(ExitCode.CLEAN);
    bucket.later(1);

    bucket.restore();

    assertThat(bucket.now().tags()).doesNotContainKeys(CLAIM, "molly:retire");
  }

  @Test
  void aPurgeAfterALaterRetirementDoesNotGoByIt() {
    bucket.later(1);
    bucket.retire();
    String old = bucket.now().tags().get(CLAIM);
    bucket.becomesDue();
    int calls = bucket.world.cloud.calls().size();

    bucket.purge();

    assertThat(bucket.world.cloud.calls().subList(calls, bucket.world.cloud.calls().size()))
        .filteredOn(SimCall::write)
        .first()
        .satisfies(call -> assertThat(call.api()).contains("Tag"));
    assertThat(bucket.isThere()).isFalse();
    assertThat(old).isNotEmpty();
  }
}
