package dev.molly.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.guard.ConfirmationInput;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.model.UserError;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Change;
import dev.molly.plan.Plan;
import dev.molly.plan.RunId;
import dev.molly.plan.RunResult;
import dev.molly.retire.Inventory;
import dev.molly.retire.RecordTags;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Tag;

/// What a lease took off comes back, whatever else is done meanwhile.
class LeasePlannerSafetyTest {
  private static final Duration TWO_HOURS = Duration.ofHours(2);

  private final World world = new World(1);
  private final SimInstance server =
      world.account.launch(
          World.REGION,
          one ->
              one.named("web-01")
                  .protectedFromTermination()
                  .protectedFromStop()
                  .launchedAgo(Duration.ofDays(90)));

  /// A restore would bring back what the lease left, and nobody would know of the rest.
  @Test
  void whatIsOnALeaseIsNotRetired() {
    world.apply(world.molly().lease(fleet(), TWO_HOURS, "new kernel"));

    Plan retire = world.molly().retire(fleet(), World.wish());

    assertThat(retire.steps()).isEmpty();
    assertThat(retire.refusals())
        .singleElement()
        .satisfies(
            no -> assertThat(no.remedy()).isEqualTo("molly lease " + server.id() + " --end"));
  }

  @Test
  void whatIsRetiredIsNotLeased() {
    world.apply(world.molly().retire(fleet(), World.wish()));

    Plan lease = world.molly().lease(fleet(), TWO_HOURS, "new kernel");

    assertThat(lease.steps()).isEmpty();
    assertThat(lease.refusals()).hasSize(1);
  }

  /// Its tags and its name are as the plan saw them, until the last step of the retirement.
  @Test
  void whatIsRetiredMeanwhileKeepsItsProtection() {
    SimInstance other =
        world.account.launch(
            World.REGION,
            one -> one.named("web-02").protectedFromTermination().launchedAgo(Duration.ofDays(90)));
    Inventory chosen = world.found(resource -> resource.id().uid().equals(other.id()));
    Plan lease = world.molly().lease(chosen, TWO_HOURS, "new kernel");
    world.apply(world.molly().retire(chosen, World.wish()));

    ApplyResult leased = world.apply(lease);

    assertThat(other.isProtectedFromTermination()).isTrue();
    assertThat(other.tags()).containsKey("molly:retire").doesNotContainKey("molly:lease");
    assertThat(World.executed(leased).count(RunResult.Result.DRIFTED)).isEqualTo(1);
  }

  /// Its protection is still on, as the record says, and comes off with the next write of the
  // lease.
  @Test
  void whatIsAboutToBeLeasedIsNotRetired() {
    Plan retire = world.molly().retire(fleet(), World.wish());
    Change begins =
        world.molly().lease(fleet(), TWO_HOURS, "new kernel").steps().getFirst().change();
    List<Tag> tags =
        RecordTags.tags(begins.to()).entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    world.account.ec2(World.REGION).createTags(r -> r.resources(server.id()).tags(tags));

    world.apply(retire);

    assertThat(server.tags()).doesNotContainKey("molly:retire");
    assertThat(server.state()).isEqualTo("running");
  }

  @Test
  void anUndoIsNeitherForALeaseNorForItsEnd() {
    RunId leased = run(world.apply(world.molly().lease(fleet(), TWO_HOURS, "new kernel")));
    RunId ended = run(world.molly().applyUnconfirmed(world.molly().endLeases(fleet(), true)));

    assertThatThrownBy(() -> world.molly().undo(leased))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("molly lease " + server.id() + " --end");
    assertThatThrownBy(() -> world.molly().undo(ended)).isInstanceOf(UserError.class);
    assertThat(server.isProtectedFromTermination()).isTrue();
  }

  /// The record is what brings protection back: it must not go before that is sure.
  @Test
  void aLeaseThatStopsHalfWayKeepsItsRecordAndIsEndedByTheNextSweep() {
    Plan lease = world.molly().lease(fleet(), TWO_HOURS, "new kernel");
    var answer = new ConfirmationInput.Given(world.molly().phrase(lease));
    world.whenFreezesAreAsked(() -> world.cloud.faults().attributeLag(Duration.ofMinutes(2)));

    ApplyResult stopped = world.molly().apply(lease, Environment.ANY, answer);

    assertThat(stopped.exitCode()).isEqualTo(ExitCode.PARTLY_FAILED);
    assertThat(((ApplyResult.Executed) stopped).result().undone()).isEmpty();
    assertThat(server.tags()).containsKey("molly:lease");

    world.whenFreezesAreAsked(() -> {});
    world.cloud.faults().attributeLag(Duration.ZERO);
    world.cloud.clock().advance(Duration.ofHours(4));
    world.molly().applyUnconfirmed(world.molly().endLeases(fleet(), false));
    assertThat(server.isProtectedFromTermination()).isTrue();
    assertThat(server.isProtectedFromStop()).isTrue();
    assertThat(server.tags()).doesNotContainKey("molly:lease");
  }

  @Test
  void aPhraseIsGoodForTheSameLeaseAWhileLater() {
    Plan lease = world.molly().lease(fleet(), TWO_HOURS, "new kernel");
    world.cloud.clock().advance(Duration.ofSeconds(5));
    String phrase = world.molly().phrase(lease);
    world.cloud.clock().advance(Duration.ofMinutes(20));

    Plan later = world.molly().lease(fleet(), TWO_HOURS, "new kernel", phrase);
    ApplyResult applyResult =
        world.molly().apply(later, Environment.ANY, new ConfirmationInput.Given(phrase));

    assertThat(applyResult.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  private static RunId run(ApplyResult applyResult) {
    return ((ApplyResult.Executed) applyResult).result().run();
  }

  private Inventory fleet() {
    return world.fleet("ec2-instance");
  }
}
