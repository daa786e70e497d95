package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.engine.Applied;
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
import dev.molly.model.RegionChoice;
import dev.molly.model.RegionId;
import dev.molly.model.RunId;
import dev.molly.model.UserError;
import dev.molly.sim.SimInstance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a lease took off comes back, whatever else is done meanwhile.
class LeaseSafetyTest {
  private static final Duration TWO_HOURS = Duration.ofHours(2);
  private static final Retiring WISH =
      new Retiring("nobody uses it", Duration.ofDays(14), Set.of(), Set.of());

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
    apply(molly().lease(fleet(), TWO_HOURS, "new kernel"));

    Plan retire = molly().retire(fleet(), WISH);

    assertThat(retire.steps()).isEmpty();
    assertThat(retire.refused())
        .singleElement()
        .satisfies(
            no -> assertThat(no.satisfy()).isEqualTo("molly lease " + server.id() + " --end"));
  }

  @Test
  void whatIsRetiredIsNotLeased() {
    apply(molly().retire(fleet(), WISH));

    Plan lease = molly().lease(fleet(), TWO_HOURS, "new kernel");

    assertThat(lease.steps()).isEmpty();
    assertThat(lease.refused()).hasSize(1);
  }

  @Test
  void anUndoIsNeitherForALeaseNorForItsEnd() {
    RunId leased = run(apply(molly().lease(fleet(), TWO_HOURS, "new kernel")));
    RunId ended = run(molly().back(molly().renew(fleet(), true)));

    assertThatThrownBy(() -> molly().undo(leased))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("molly lease ID --end");
    assertThatThrownBy(() -> molly().undo(ended)).isInstanceOf(UserError.class);
    assertThat(server.isProtectedFromTermination()).isTrue();
  }

  /// The record is what brings protection back: it must not go before that is sure.
  @Test
  void aLeaseThatStopsHalfWayKeepsItsRecordAndIsEndedByTheNextSweep() {
    Plan lease = molly().lease(fleet(), TWO_HOURS, "new kernel");
    var answer = new Answer.Given(molly().phrase(lease));
    world.whenFreezesAreAsked(() -> world.cloud.faults().attributeLag(Duration.ofMinutes(2)));

    Applied stopped = molly().apply(lease, Optional.empty(), answer);

    assertThat(stopped.exitCode()).isEqualTo(ExitCode.PARTLY_FAILED);
    assertThat(((Applied.Ran) stopped).result().undone()).isEmpty();
    assertThat(server.tags()).containsKey("molly:lease");

    world.whenFreezesAreAsked(() -> {});
    world.cloud.faults().attributeLag(Duration.ZERO);
    world.cloud.clock().advance(Duration.ofHours(4));
    molly().back(molly().renew(fleet(), false));
    assertThat(server.isProtectedFromTermination()).isTrue();
    assertThat(server.isProtectedFromStop()).isTrue();
    assertThat(server.tags()).doesNotContainKey("molly:lease");
  }

  @Test
  void aPhraseIsGoodForTheSameLeaseAWhileLater() {
    Plan lease = molly().lease(fleet(), TWO_HOURS, "new kernel");
    world.cloud.clock().advance(Duration.ofSeconds(5));
    String phrase = molly().phrase(lease);
    world.cloud.clock().advance(Duration.ofMinutes(20));

    Plan later = molly().lease(fleet(), TWO_HOURS, "new kernel", phrase);
    Applied applied = molly().apply(later, Optional.empty(), new Answer.Given(phrase));

    assertThat(applied.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  private static RunId run(Applied applied) {
    return ((Applied.Ran) applied).result().run();
  }

  private Changes molly() {
    return world.molly(BlastLimit.DEFAULT, Pace.DEFAULT);
  }

  private Inventory fleet() {
    return molly()
        .inventory(
            new RegionChoice.Named(List.of(new RegionId(World.REGION))),
            List.of(new KindId("ec2-instance")),
            true,
            resource -> true,
            Progress.none());
  }

  private Applied apply(Plan plan) {
    return molly().apply(plan, Optional.empty(), new Answer.Given(molly().phrase(plan)));
  }
}
