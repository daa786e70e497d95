package dev.molly.engine.plan;

import dev.molly.plan.ApplyResult;
import dev.molly.retire.Inventory;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.simulation.world.World;
import java.time.Duration;

/// One world with one server in it, and how far its retirement has come.
final class RetiredServer {
  final World world = new World(1);
  final SimInstance server =
      world.account.launch(
          World.REGION,
          one -> one.named("web-01").launchedAgo(Duration.ofDays(400)).withDataVolume(10, true));

  /// Retires it, up to the last step.
  void retire() {
    world.apply(world.molly().retire(inventory(), World.wish()));
    world.cloud.clock().advance(Duration.ofDays(1));
    sweep();
  }

  /// Retires it and waits until it is due. Its owner was not told.
  void isDue() {
    retire();
    world.cloud.clock().advance(Duration.ofDays(14));
  }

  /// Retires it, tells its owner when it is due, and waits for the time of the notice.
  void isDueAndTold() {
    isDue();
    sweep();
    world.cloud.clock().advance(Duration.ofDays(2));
  }

  ApplyResult sweep() {
    return world.sweep("ec2-instance");
  }

  Inventory inventory() {
    return world.fleet("ec2-instance");
  }
}
