package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.engine.Applied;
import dev.molly.engine.Inventory;
import dev.molly.engine.Retiring;
import dev.molly.guard.Answer;
import dev.molly.guard.Phrase;
import dev.molly.model.ExitCode;
import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import dev.molly.retire.Retirement;
import dev.molly.sim.SimCall;
import dev.molly.sim.SimInstance;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a stop loses on the first day has to be accepted by name, and whoever confirms it sees it.
class StopLossTest {
  private final World world = new World(1);
  private final SimInstance server =
      world.account.launch(
          World.REGION,
          one ->
              one.named("web-01")
                  .ofType("m5d.large")
                  .publicIp("203.0.113.7")
                  .launchedAgo(Duration.ofDays(30)));

  @Test
  void aStopThatLosesSomethingIsRefusedAndNamesWhatToAccept() {
    Plan plan = world.molly().retire(chosen(), accepting());

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.refused())
        .extracting(Refusal::satisfy)
        .anyMatch(said -> said.endsWith("; or accept it: --accept instance-store"))
        .anyMatch(said -> said.endsWith("; or accept it: --accept public-address"));
  }

  @Test
  void acceptingOneOfTwoIsNotEnough() {
    Plan plan = world.molly().retire(chosen(), accepting("instance-store"));

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.refused())
        .singleElement()
        .satisfies(no -> assertThat(no.what()).contains("203.0.113.7"));
  }

  @Test
  void whatIsAcceptedIsInTheRecordAndInThePhrase() {
    Plan plan = world.molly().retire(chosen(), accepting("instance-store", "public-address"));

    String phrase = world.molly().phrase(plan);
    Applied applied = world.apply(plan);

    assertThat(phrase)
        .startsWith("retire 1 in 111122223333 accepting instance-store+public-address ");
    assertThat(Phrase.question(plan))
        .isEqualTo(
            "What will be retired, accepting the loss of instance-store+public-address? Type its"
                + " id");
    assertThat(applied.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(world.molly().status(chosen()).getFirst().record().map(Retirement::accepted))
        .hasValueSatisfying(
            accepted -> assertThat(accepted).containsExactly("instance-store", "public-address"));
    assertThat(server.state()).isIn("stopping", "stopped");
  }

  @Test
  void aPhraseThatAcceptsLessDoesNotConfirmMore() {
    Plan plan = world.molly().retire(chosen(), accepting("instance-store", "public-address"));
    String phrase =
        world.molly().phrase(plan).replace("instance-store+public-address", "instance-store");

    Applied applied = world.molly().apply(plan, Optional.empty(), new Answer.Given(phrase));

    assertThat(applied.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(server.state()).isEqualTo("running");
  }

  @Test
  void aLossThatCameUpAfterThePlanStopsItBeforeTheFirstWrite() {
    server.publicIp("203.0.113.8");
    world.account.address(World.REGION, "203.0.113.8", server.id());
    Plan plan = world.molly().retire(chosen(), accepting("instance-store"));
    server.publicIp("203.0.113.9");

    Applied applied = world.apply(plan);

    assertThat(plan.steps()).isNotEmpty();
    assertThat(applied.exitCode()).isNotEqualTo(ExitCode.CLEAN);
    assertThat(server.state()).isEqualTo("running");
    assertThat(world.cloud.calls()).noneMatch(SimCall::effect);
  }

  private Inventory chosen() {
    return world.fleet("ec2-instance");
  }

  private static Retiring accepting(String... things) {
    return new Retiring("nobody uses it", World.KEEP, Set.of(things), Set.of());
  }
}
