package dev.molly.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.retire.Look;
import dev.molly.retire.Obstacle;
import dev.molly.sim.SimInstance;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ec2ObstaclesTest {
  private final Ec2Instance kind = new Ec2Instance();
  private final OneAccount home = new OneAccount(kind);

  private Obstacle only(Consumer<SimInstance> description) {
    List<Obstacle> obstacles = obstacles(description);
    assertThat(obstacles).hasSize(1);
    return obstacles.getFirst();
  }

  private List<Obstacle> obstacles(Consumer<SimInstance> description) {
    String id = home.account.launch(OneAccount.REGION, description).id();
    var ref = home.listed(id).ref();
    return kind.look(home.session, ref, home.cloud.clock().instant())
        .map(Look::obstacles)
        .orElseThrow();
  }

  @Test
  void nothingSpeaksAgainstAPlainInstance() {
    assertThat(obstacles(one -> {})).isEmpty();
  }

  @Test
  void whatIsOnAnInstanceStoreIsLostByTheStopAndHasToBeAccepted() {
    Obstacle store = only(one -> one.ofType("m5d.large"));

    assertThat(store.thing()).isEqualTo("instance-store");
    assertThat(store.acceptable()).isTrue();
    assertThat(store.what()).contains("m5d.large has an instance store of 75 GB");
  }

  @Test
  void anAddressThatAwsAssignedIsLostByTheStopAndHasToBeAccepted() {
    Obstacle address = only(one -> one.publicIp("203.0.113.7"));

    assertThat(address.thing()).isEqualTo("public-address");
    assertThat(address.acceptable()).isTrue();
    assertThat(address.what()).contains("203.0.113.7 goes for good with a stop");
  }

  @Test
  void anElasticIpStays() {
    home.account.address(OneAccount.REGION, "203.0.113.8", null);

    assertThat(obstacles(one -> one.publicIp("203.0.113.8"))).isEmpty();
  }

  @Test
  void whatIsStoppedHasLostItAlready() {
    assertThat(obstacles(one -> one.ofType("m5d.large").stopped())).isEmpty();
  }

  /// AWS: "If instances targeting a Capacity Reservation are stopped, you cannot restart them until
  /// you remove their Capacity Reservation targeting preference", once the reservation has ended.
  @Test
  void whatRunsInReservedCapacityOnlyMayNotStartAgainAndHasToBeAccepted() {
    Obstacle capacity = only(one -> one.onlyInCapacity("cr-0123456789abcdef0"));

    assertThat(capacity.thing()).isEqualTo("capacity-reservation");
    assertThat(capacity.acceptable()).isTrue();
    assertThat(capacity.what())
        .contains("it runs in capacity reservation cr-0123456789abcdef0 only")
        .contains("a restore does not start it while none is free");
    assertThat(capacity.instead())
        .contains("aws ec2 describe-capacity-reservations --region " + OneAccount.REGION);
    assertThat(kind.recordSchema().options()).contains("capacity-reservation");
  }

  @Test
  void whatStartsAnywhereOrDoesNotRunLosesNoPlaceThatItNeeds() {
    assertThat(obstacles(one -> one.placedInCapacity("cr-1"))).isEmpty();
    assertThat(obstacles(one -> one.onlyInCapacity("cr-1").stopped())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ec2:DescribeInstanceTypes, instance-store", "ec2:DescribeAddresses, public-address"})
  void whatAwsDoesNotTellCountsAsLost(String permission, String thing) {
    home.account.address(OneAccount.REGION, "203.0.113.8", null);
    home.cloud.faults().deny(permission);

    Obstacle unknown = only(one -> one.publicIp("203.0.113.8"));

    assertThat(unknown.thing()).isEqualTo(thing);
    assertThat(unknown.acceptable()).isTrue();
    assertThat(unknown.what()).contains("is not known");
    assertThat(unknown.instead()).isEqualTo("grant %s (molly iam retire)".formatted(permission));
  }

  @Test
  void aTypeThatEc2DoesNotKnowCountsAsOneWithAnInstanceStore() {
    assertThat(only(one -> one.ofType("x99.huge")).thing()).isEqualTo("instance-store");
  }

  @Test
  void thePublicAddressOfAnInstanceThatIsOnlyStartingIsNotKnownYet() {
    var instance = home.account.launch(OneAccount.REGION, SimInstance::stopped);
    home.account.ec2(OneAccount.REGION).startInstances(r -> r.instanceIds(instance.id()));

    var look =
        kind.look(home.session, home.listed(instance.id()).ref(), home.cloud.clock().instant());

    assertThat(look.orElseThrow().obstacles())
        .singleElement()
        .satisfies(
            obstacle -> {
              assertThat(obstacle.thing()).isEqualTo("public-address");
              assertThat(obstacle.what()).contains("pending", "not known yet");
            });
  }

  @Test
  void theCommandThatTakesItOutOfItsGroupSaysTheRegion() {
    Obstacle group = only(one -> one.inGroup("render asg"));

    assertThat(group.instead())
        .contains(
            "111122223333 && aws autoscaling detach-instances --region eu-west-1 --instance-ids i-")
        .contains("--auto-scaling-group-name 'render asg'");
  }
}
