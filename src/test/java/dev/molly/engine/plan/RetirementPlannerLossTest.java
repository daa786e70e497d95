package dev.molly.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.guard.ConfirmationInput;
import dev.molly.guard.ConfirmationPhrase;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.Inventory;
import dev.molly.retire.RetireRequest;
import dev.molly.retire.RetirementRecord;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a stop loses on the first day has to be accepted by name, and whoever confirms it sees it.
class RetirementPlannerLossTest {
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
    assertThat(plan.refusals())
        .extracting(Refusal::remedy)
        .anyMatch(said -> said.endsWith("; or accept it: --accept instance-store"))
        .anyMatch(said -> said.endsWith("; or accept it: --accept public-address"));
  }

  @Test
  void acceptingOneOfTwoIsNotEnough() {
    Plan plan = world.molly().retire(chosen(), accepting("instance-store"));

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.refusals())
        .singleElement()
        .satisfies(no -> assertThat(no.reason()).contains("203.0.113.7"));
  }

  @Test
  void whatIsAcceptedIsInTheRecordAndInThePhrase() {
    Plan plan = world.molly().retire(chosen(), accepting("instance-store", "public-address"));

    String phrase = world.molly().phrase(plan);
    ApplyResult applyResult = world.apply(plan);

    assertThat(phrase)
        .startsWith("retire 1 in 111122223333 accepting instance-store+public-address ");
    assertThat(ConfirmationPhrase.question(plan))
        .isEqualTo(
            "What will be retired, accepting the loss of instance-store+public-address? Type its"
                + " id");
    assertThat(applyResult.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(world.molly().status(chosen()).getFirst().record().map(RetirementRecord::accepted))
        .hasValueSatisfying(
            accepted -> assertThat(accepted).containsExactly("instance-store", "public-address"));
    assertThat(server.state()).isIn("stopping", "stopped");
  }

  @Test
  void aPhraseThatAcceptsLessDoesNotConfirmMore() {
    Plan plan = world.molly().retire(chosen(), accepting("instance-store", "public-address"));
    String phrase =
        world.molly().phrase(plan).replace("instance-store+public-address", "instance-store");

    ApplyResult applyResult =
        world.molly().apply(plan, Environment.ANY, new ConfirmationInput.Given(phrase));

    assertThat(applyResult.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(server.state()).isEqualTo("running");
  }

  @Test
  void aLossThatCameUpAfterThePlanStopsItBeforeTheFirstWrite() {
    server.publicIp("203.0.113.8");
    world.account.address(World.REGION, "203.0.113.8", server.id());
    Plan plan = world.molly().retire(chosen(), accepting("instance-store"));
    server.publicIp("203.0.113.9");

    ApplyResult applyResult = world.apply(plan);

    assertThat(plan.steps()).isNotEmpty();
    assertThat(applyResult.exitCode()).isNotEqualTo(ExitCode.CLEAN);
    assertThat(server.state()).isEqualTo("running");
    assertThat(world.cloud.calls()).noneMatch(SimCall::effect);
  }

  private Inventory chosen() {
    return world.fleet("ec2-instance");
  }

  private static RetireRequest accepting(String... things) {
    return new RetireRequest("nobody uses it", World.KEEP, Set.of(things), Set.of());
  }
}
