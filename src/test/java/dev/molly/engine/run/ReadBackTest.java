package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.molly.aws.AwsException;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.kind.TestKinds;
import dev.molly.model.AccountRef;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.plan.Change;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.simulation.world.World;
import org.junit.jupiter.api.Test;

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

  private ReadBack.Seen read(Change change) {
    return readBack.of(world.aws().session(new AccountRef.Own()), change, true);
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
