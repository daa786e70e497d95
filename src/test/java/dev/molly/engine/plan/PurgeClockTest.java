package dev.molly.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// A restore elsewhere goes by AWS's time when it waits for a purge that has announced itself.
class PurgeClockTest {
  private final RetiredServer retired = new RetiredServer();
  private final World world = retired.world;

  @Test
  void aPurgeAnnouncesItselfByTheTimeOfAwsWhereTheMachinesClockIsBehind() {
    retired.isDueAndTold();
    world.cloud.clock().advance(Duration.ofHours(1));
    Instant before = world.cloud.clock().instant();
    world.machineIsAheadBy(Duration.ofSeconds(-50));

    world.apply(world.molly().purge(retired.inventory()));

    assertThat(Instant.parse(retired.server.tags().get("molly:claim"))).isAfterOrEqualTo(before);
  }
}
