package dev.molly.engine.plan;

import static dev.molly.simulation.world.OneBucket.described;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ExitCode;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunResult.Result;
import dev.molly.retire.Inventory;
import dev.molly.retire.RetireRequest;
import dev.molly.retire.RetiredResource;
import dev.molly.sim.core.SimKey;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.simulation.world.OneBucket;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What would break a restore is seen before the first write, and what breaks it later is said.
class RetirementPlannerUndoTest {
  private static final String ROLE = "arn:aws:iam::111122223333:role/reader";
  private static final String ID = "AROAEXAMPLE1234567890";
  private static final String POLICY =
      """
      {"Version":"2012-10-17","Statement":[\
      {"Sid":"Read","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111122223333:root",\
      "arn:aws:iam::111122223333:role/reader"]},"Action":"s3:GetObject","Resource":"arn:aws:s3:::acme/*"},\
      {"Sid":"Only","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/reader"},\
      "Action":"s3:PutObject","Resource":"arn:aws:s3:::acme/*"}]}\
      """;

  private final World world = new World(1);
  private final SimKey key =
      world.account.createKey(World.REGION, "1234abcd-12ab-34cd-56ef-1234567890ab");

  private SimInstance encrypted() {
    return world.account.launch(
        World.REGION,
        one -> one.named("web-01").encryptedWith(key).launchedAgo(Duration.ofDays(30)));
  }

  @Test
  void aKeyThatIsDisabledHasToBeAccepted() {
    encrypted();
    key.inState("Disabled");

    Plan refused = world.molly().retire(instances(), accepting());
    Plan accepted = world.molly().retire(instances(), accepting("kms-key"));

    assertThat(refused.steps()).isEmpty();
    assertThat(refused.refusals())
        .extracting(Refusal::remedy)
        .singleElement()
        .asString()
        .contains("aws kms enable-key ")
        .endsWith("; or accept it: --accept kms-key");
    assertThat(accepted.steps()).isNotEmpty();
  }

  @Test
  void aKeyThatNobodyMayAskAboutHasToBeAccepted() {
    encrypted();
    world.cloud.faults().deny("kms:DescribeKey");

    Plan refused = world.molly().retire(instances(), accepting());

    assertThat(refused.refusals())
        .extracting(Refusal::remedy)
        .singleElement()
        .asString()
        .contains("kms:DescribeKey (molly iam retire)");
  }

  @Test
  void theKeyOfADatabaseIsAskedAboutToo() {
    world.account.createDb(
        World.REGION, "orders", db -> db.encryptedWith(key).createdAgo(Duration.ofDays(30)));
    key.inState("PendingDeletion");

    Plan refused = world.molly().retire(world.fleet("rds-instance"), accepting());

    assertThat(refused.refusals())
        .singleElement()
        .satisfies(no -> assertThat(no.reason()).contains("orders", "is to be deleted"));
  }

  @Test
  void aStartThatComesToNothingIsSaidAndCountsAsNoRestore() {
    SimInstance server = encrypted();
    world.apply(world.molly().retire(instances(), accepting()));
    world.cloud.clock().advance(Duration.ofHours(2));
    world.sweep("ec2-instance");
    key.refusesGrants(true);

    ApplyResult restored = restore();
    world.cloud.clock().advance(Duration.ofHours(1));
    Plan again = world.molly().planTo(Goal.RESTORED, instances());

    assertThat(restored.toString()).doesNotContain("MISMATCH");
    assertThat(world.molly().status(instances()).getFirst().meanwhile())
        .hasValueSatisfying(
            what ->
                assertThat(what)
                    .contains("AWS took its last start, and it is stopped again")
                    .contains("kms:CreateGrant"));
    assertThat(world.molly().status(instances()))
        .allMatch(RetiredResource::needsSomebody)
        .allMatch(retired -> retired.failedStart().isPresent());
    assertThat(server.state()).isEqualTo("stopped");
    assertThat(server.tags()).containsKey("molly:retire");
    assertThat(again.skipped())
        .singleElement()
        .asString()
        .contains("it is stopped again: Client.InternalError");

    key.refusesGrants(false);
    restore();
    world.cloud.clock().advance(Duration.ofHours(1));
    restore();

    assertThat(server.state()).isEqualTo("running");
    assertThat(server.tags()).doesNotContainKey("molly:retire");
  }

  @Test
  void aStartThatIsUndoneBeforeItIsReadBackIsHaltedWithTheReasonOfAws() {
    encrypted();
    world.apply(world.molly().retire(instances(), accepting()));
    world.cloud.clock().advance(Duration.ofHours(2));
    world.sweep("ec2-instance");
    key.refusesGrants(true);
    world.cloud.faults().slow("ec2:DescribeInstances", Duration.ofMinutes(1));

    ApplyResult restored = restore();

    assertThat(restored.runs().flatMap(run -> run.outcomes().stream()))
        .filteredOn(outcome -> outcome.result() == Result.MISMATCH)
        .singleElement()
        .satisfies(
            halted ->
                assertThat(halted.detail())
                    .startsWith("AWS took it, but does not show it; AWS took its last start")
                    .contains("stopped again: Client.InternalError"));
  }

  @Test
  void aStartForWhichAwsHasNoCapacityIsRefusedAndNotInDoubt() {
    SimInstance server = encrypted();
    world.apply(world.molly().retire(instances(), accepting()));
    world.cloud.clock().advance(Duration.ofHours(2));
    world.sweep("ec2-instance");
    server.hasRoom(false);

    ApplyResult refused = restore();

    assertThat(refused.runs().flatMap(run -> run.outcomes().stream()))
        .filteredOn(outcome -> outcome.result() == Result.FAILED)
        .singleElement()
        .satisfies(no -> assertThat(no.detail()).contains("Insufficient capacity"));
    assertThat(starts()).isEqualTo(1);
    assertThat(server.tags()).containsKey("molly:retire");

    server.hasRoom(true);
    restore();
    world.cloud.clock().advance(Duration.ofHours(1));
    restore();

    assertThat(server.state()).isEqualTo("running");
    assertThat(server.tags()).doesNotContainKey("molly:retire");
  }

  private long starts() {
    return world.cloud.calls().stream()
        .filter(call -> call.api().equals("ec2:StartInstances"))
        .count();
  }

  @Test
  void theQuarantineIsLiftedThoughARoleOfThePolicyIsDeleted() {
    var acme = new OneBucket(one -> described(one, POLICY));
    acme.retire();
    acme.now().principalDeleted(ROLE, ID);

    Plan plan = acme.plan(Goal.RESTORED);
    ApplyResult restored = acme.restore();

    assertThat(plan.skipped())
        .singleElement()
        .asString()
        .contains("comes back without " + ID + ", deleted since");
    assertThat(restored.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(acme.now().policy())
        .isEqualTo(
            """
            {"Version":"2012-10-17","Statement":[\
            {"Sid":"Read","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111122223333:root"]},\
            "Action":"s3:GetObject","Resource":"arn:aws:s3:::acme/*"}]}\
            """);
  }

  @Test
  void aPolicyThatS3WouldNotTakeAgainIsSeenBeforeTheFirstWrite() {
    var acme = new OneBucket(one -> described(one, POLICY.replace(ROLE, ID)));

    Plan plan = acme.retirement();

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.refusals())
        .singleElement()
        .satisfies(no -> assertThat(no.reason()).contains(ID, "cannot be put in quarantine"));
  }

  private ApplyResult restore() {
    return world.molly().applyUnconfirmed(world.molly().planTo(Goal.RESTORED, instances()));
  }

  private Inventory instances() {
    return world.fleet("ec2-instance");
  }

  private static RetireRequest accepting(String... things) {
    return new RetireRequest("nobody uses it", World.KEEP, Set.of(things), Set.of());
  }
}
