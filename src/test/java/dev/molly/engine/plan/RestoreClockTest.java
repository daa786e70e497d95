package dev.molly.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.plan.Goal;
import dev.molly.retire.RetirementRecordCodec;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.simulation.world.ManualEdits;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A purge announces on the resource, by the time of AWS, that its deletion may be on its way. A
/// restore on a machine with another time must not take off the protection that stops it.
class RestoreClockTest {
  private final RetiredServer retired = new RetiredServer();
  private final World world = retired.world;
  private final SimInstance server = retired.server;

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-5M", "PT-3H", "PT3H"})
  void aRestoreKeepsTheRecordWhileADeletionMayBeOnItsWay(String ahead) {
    retired.retire();
    Instant announced = world.cloud.clock().instant();
    tag("molly:claim", announced.toString());

    world.machineIsAheadBy(Duration.parse(ahead));
    restore();

    assertThat(tags()).containsKeys(RetirementRecordCodec.KEY, "molly:claim");
  }

  @Test
  void aRestoreEndsWhenNoneCanBeOnItsWay() {
    retired.retire();
    tag("molly:claim", world.cloud.clock().instant().toString());
    world.cloud.clock().advance(Duration.ofHours(3));

    world.machineIsAheadBy(Duration.ofHours(-3));
    restore();

    assertThat(tags()).doesNotContainKeys(RetirementRecordCodec.KEY, "molly:claim");
  }

  /// Nothing but a time is a claim, and a tag of EC2 may hold any text.
  @Test
  void aTagThatIsNoClaimHoldsNothing() {
    retired.retire();
    tag("molly:claim", "no\ntime");

    restore();

    assertThat(tags()).doesNotContainKeys(RetirementRecordCodec.KEY, "molly:claim");
  }

  private void restore() {
    world.molly().applyUnconfirmed(world.molly().planTo(Goal.RESTORED, retired.inventory()));
    world.cloud.clock().advance(Duration.ofMinutes(1));
  }

  private Map<String, String> tags() {
    return ManualEdits.on(world, server.id()).tags(server.id());
  }

  private void tag(String key, String value) {
    ManualEdits.on(world, server.id()).put(server.id(), Map.of(key, value));
    world.cloud.clock().advance(Duration.ofMinutes(1));
  }
}
