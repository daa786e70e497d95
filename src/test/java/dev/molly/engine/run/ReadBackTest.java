package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.kind.TestKinds;
import dev.molly.model.AccountRef;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.plan.Change;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.sim.core.SimKey;
import dev.molly.simulation.world.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

class ReadBackTest {
  private static final ControlId PROTECTION = new ControlId("deletion-protection");

  private final World world = new World(1);
  private final ReadBack readBack =
      new ReadBack(
          new RetirementTracker(TestKinds.ALL, world.cloud.clock()),
          world.cloud.clock()::advance,
          RolloutPace.DEFAULT);

  @Test
  void aDatabaseThatIsGoneWasDeleted() {
    ResourceRef orders = deleted();

    ReadBack.Seen seen = read(new Change(orders, LifecycleAttributes.EXISTENCE, "there", "gone"));

    assertThat(seen.state()).isEqualTo(ReadBack.State.WRITTEN);
    assertThat(seen.resource()).isEmpty();
  }

  @Test
  void nothingIsKnownOfTheOtherSettingsOfADatabaseThatIsGone() {
    ResourceRef orders = deleted();

    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> read(new Change(orders, PROTECTION, "off", "on")))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(AwsException.Reason.NOT_FOUND));
  }

  @Test
  void theResourceComesWithItsTags() {
    world.account.createDb(World.REGION, "orders", one -> one.tagged("env", "test"));

    ReadBack.Seen seen = read(new Change(orders(), PROTECTION, "on", "off"));

    assertThat(seen.state()).isEqualTo(ReadBack.State.WRITTEN);
    assertThat(seen.resource().orElseThrow().tags())
        .isInstanceOfSatisfying(
            Tags.Known.class, tags -> assertThat(tags.values()).containsEntry("env", "test"));
  }

  @Test
  void aWriteThatDoesNotShowIsReadAgainForTwentySeconds() {
    world.account.createDb(World.REGION, "orders", one -> {});
    var change = new Change(orders(), PROTECTION, "off", "on");
    int before = world.cloud.calls().size();

    assertThat(read(change).state()).isEqualTo(ReadBack.State.UNCHANGED);
    assertThat(world.cloud.calls()).hasSize(before + RolloutPace.DEFAULT.readBacks());
  }

  @Test
  void theReasonOfAFailedStartExplainsAStartAndNoStop() {
    ResourceRef web = notStarted();
    Outcome start = invisible(new Change(web, LifecycleAttributes.RUN_STATE, "stopped", "running"));
    Outcome stop = invisible(new Change(web, LifecycleAttributes.RUN_STATE, "running", "stopped"));

    assertThat(readBack.explained(session(), start).detail())
        .startsWith("it does not show; AWS took its last start, and it is stopped again: ")
        .contains("kms:CreateGrant");
    assertThat(readBack.explained(session(), stop)).isEqualTo(stop);
  }

  private static Outcome invisible(Change change) {
    return new Outcome(change, Result.MISMATCH, "it does not show");
  }

  private AccountSession session() {
    return world.aws().session(new AccountRef.Own());
  }

  /// A stopped server with a record, whose last start failed since its key could not be used.
  private ResourceRef notStarted() {
    SimKey key = world.account.createKey(World.REGION, "1234abcd-12ab-34cd-56ef-1234567890ab");
    String id =
        world
            .account
            .launch(World.REGION, one -> one.encryptedWith(key).tagged("molly:retire", "a record"))
            .id();
    Ec2Client ec2 = world.account.ec2(World.REGION);
    ec2.stopInstances(r -> r.instanceIds(id));
    world.cloud.clock().advance(Duration.ofMinutes(5));
    key.refusesGrants(true);
    ec2.startInstances(r -> r.instanceIds(id));
    world.cloud.clock().advance(Duration.ofMinutes(5));
    return world.fleet("ec2-instance").resources().getFirst().ref();
  }

  private ReadBack.Seen read(Change change) {
    return readBack.of(session(), change, true);
  }

  private ResourceRef orders() {
    return world.fleet("rds-instance").resources().getFirst().ref();
  }

  private ResourceRef deleted() {
    world.account.createDb(World.REGION, "orders", one -> {});
    ResourceRef orders = orders();
    world
        .account
        .rds(World.REGION)
        .deleteDBInstance(r -> r.dbInstanceIdentifier("orders").skipFinalSnapshot(true));
    return orders;
  }
}
