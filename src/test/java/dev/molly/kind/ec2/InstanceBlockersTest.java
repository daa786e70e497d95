package dev.molly.kind.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.kind.KindTestAccount;
import dev.molly.kind.ObservationScope;
import dev.molly.retire.Blocker;
import dev.molly.retire.Observation;
import dev.molly.sim.ec2.SimInstance;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceBlockersTest {
  private final InstanceKind kind = new InstanceKind();
  private final KindTestAccount home = new KindTestAccount(kind);

  private Blocker only(Consumer<SimInstance> description) {
    List<Blocker> blockers = blockers(description);
    assertThat(blockers).hasSize(1);
    return blockers.getFirst();
  }

  private List<Blocker> blockers(Consumer<SimInstance> description) {
    String id = home.account.launch(KindTestAccount.REGION, description).id();
    var ref = home.listed(id).ref();
    return kind.observe(home.session, ref, ObservationScope.RETIRE, home.cloud.clock().instant())
        .map(Observation::blockers)
        .orElseThrow();
  }

  @Test
  void nothingSpeaksAgainstAPlainInstance() {
    assertThat(blockers(one -> {})).isEmpty();
  }

  @Test
  void whatIsOnAnInstanceStoreIsLostByTheStopAndHasToBeAccepted() {
    Blocker store = only(one -> one.ofType("m5d.large"));

    assertThat(store.code()).isEqualTo("instance-store");
    assertThat(store.acceptable()).isTrue();
    assertThat(store.reason()).contains("m5d.large has an instance store of 75 GB");
  }

  @Test
  void anAddressThatAwsAssignedIsLostByTheStopAndHasToBeAccepted() {
    Blocker address = only(one -> one.publicIp("203.0.113.7"));

    assertThat(address.code()).isEqualTo("public-address");
    assertThat(address.acceptable()).isTrue();
    assertThat(address.reason()).contains("203.0.113.7 goes for good with a stop");
  }

  @Test
  void anElasticIpStays() {
    home.account.address(KindTestAccount.REGION, "203.0.113.8", null);

    assertThat(blockers(one -> one.publicIp("203.0.113.8"))).isEmpty();
  }

  @Test
  void whatIsStoppedHasLostItAlready() {
    assertThat(blockers(one -> one.ofType("m5d.large").stopped())).isEmpty();
  }

  /// AWS: "If instances targeting a Capacity Reservation are stopped, you cannot restart them until
  /// you remove their Capacity Reservation targeting preference", once the reservation has ended.
  @Test
  void whatRunsInReservedCapacityOnlyMayNotStartAgainAndHasToBeAccepted() {
    Blocker capacity = only(one -> one.onlyInCapacity("cr-0123456789abcdef0"));

    assertThat(capacity.code()).isEqualTo("capacity-reservation");
    assertThat(capacity.acceptable()).isTrue();
    assertThat(capacity.reason())
        .contains("it runs in capacity reservation cr-0123456789abcdef0 only")
        .contains("a restore does not start it while none is free");
    assertThat(capacity.remedy())
        .contains("aws ec2 describe-capacity-reservations --region " + KindTestAccount.REGION);
    assertThat(kind.recordSchema().options()).contains("capacity-reservation");
  }

  @Test
  void whatStartsAnywhereOrDoesNotRunLosesNoPlaceThatItNeeds() {
    assertThat(blockers(one -> one.placedInCapacity("cr-1"))).isEmpty();
    assertThat(blockers(one -> one.onlyInCapacity("cr-1").stopped())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ec2:DescribeInstanceTypes, instance-store", "ec2:DescribeAddresses, public-address"})
  void whatAwsDoesNotTellCountsAsLost(String permission, String thing) {
    home.account.address(KindTestAccount.REGION, "203.0.113.8", null);
    home.cloud.faults().deny(permission);

    Blocker unknown = only(one -> one.publicIp("203.0.113.8"));

    assertThat(unknown.code()).isEqualTo(thing);
    assertThat(unknown.acceptable()).isTrue();
    assertThat(unknown.reason()).contains("is not known");
    assertThat(unknown.remedy()).isEqualTo("grant %s (molly iam retire)".formatted(permission));
  }

  @Test
  void aTypeThatEc2DoesNotKnowCountsAsOneWithAnInstanceStore() {
    assertThat(only(one -> one.ofType("x99.huge")).code()).isEqualTo("instance-store");
  }

  @Test
  void thePublicAddressOfAnInstanceThatIsOnlyStartingIsNotKnownYet() {
    var instance = home.account.launch(KindTestAccount.REGION, SimInstance::stopped);
    home.account.ec2(KindTestAccount.REGION).startInstances(r -> r.instanceIds(instance.id()));

    var observation =
        kind.observe(
            home.session,
            home.listed(instance.id()).ref(),
            ObservationScope.RECORD,
            home.cloud.clock().instant());

    assertThat(observation.orElseThrow().blockers())
        .singleElement()
        .satisfies(
            blocker -> {
              assertThat(blocker.code()).isEqualTo("public-address");
              assertThat(blocker.reason()).contains("pending", "not known yet");
            });
  }

  @Test
  void theCommandThatTakesItOutOfItsGroupSaysTheRegion() {
    Blocker group = only(one -> one.inGroup("render asg"));

    assertThat(group.remedy())
        .contains(
            "111122223333 && aws autoscaling detach-instances --region eu-west-1 --instance-ids i-")
        .contains("--auto-scaling-group-name 'render asg'");
  }
}
