package dev.molly.kind.ec2;

import dev.molly.aws.CliCommands;
import dev.molly.kind.EvidenceCollector;
import dev.molly.model.Evidence.Topic;
import dev.molly.model.ResourceRef;
import dev.molly.retire.Blocker;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CapacityReservationPreference;
import software.amazon.awssdk.services.ec2.model.CapacityReservationSpecificationResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/// The reserved capacity in which an instance runs. A stop releases it, and another instance may
/// use it. An instance that may run outside of a reservation then does so; an instance that
/// targets a reservation, or runs in reservations only, does not start.
///
/// Source: EC2 API Reference, CapacityReservationSpecification; EC2 User Guide, "Work with
/// Capacity Reservations" ("you cannot restart them until you remove their Capacity Reservation
/// targeting preference").
final class CapacityReservations {
  /// The risk to accept: a restore may not start it.
  static final String THING = "capacity-reservation";

  private CapacityReservations() {}

  /// Returns the blocker of stopping an instance; empty if it can start anywhere.
  static Optional<Blocker> blocker(ResourceRef ref, Instance instance) {
    return onlyIn(instance)
        .map(
            where ->
                new Blocker(
                    THING,
                    "it runs in %s only, and gives its place there back when it stops: a restore does not start it while none is free"
                        .formatted(where),
                    "keep a place free until it is due: "
                        + CliCommands.inAccount(
                            ref.id().account(),
                            "aws ec2 describe-capacity-reservations --region " + ref.id().region()),
                    true));
  }

  /// Returns the only capacity in which an instance may run, in words; empty if it may run
  /// anywhere.
  private static Optional<String> onlyIn(Instance instance) {
    if (instance.capacityBlockId() != null) {
      return Optional.of("capacity block " + instance.capacityBlockId());
    }
    var wanted = instance.capacityReservationSpecification();
    if (wanted == null) {
      return Optional.empty();
    }
    return target(wanted)
        .or(
            () ->
                wanted.capacityReservationPreference()
                        == CapacityReservationPreference.CAPACITY_RESERVATIONS_ONLY
                    ? Optional.of("capacity reservations")
                    : Optional.empty());
  }

  private static Optional<String> target(CapacityReservationSpecificationResponse wanted) {
    var target = wanted.capacityReservationTarget();
    if (target == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(target.capacityReservationId())
        .map(id -> "capacity reservation " + id)
        .or(
            () ->
                Optional.ofNullable(target.capacityReservationResourceGroupArn())
                    .map(group -> "capacity reservation group " + group));
  }

  /// Reports capacity that is lost without preventing a restore.
  static void tell(Instance instance, EvidenceCollector found) {
    boolean runs = instance.state().name() == InstanceStateName.RUNNING;
    if (runs && instance.capacityReservationSpecification() == null) {
      found.unknown(Topic.LOSS, "EC2 does not say whether it runs in a capacity reservation only");
    }
    String place = instance.capacityReservationId();
    if (place != null && onlyIn(instance).isEmpty()) {
      found.warning(
          Topic.LOSS,
          "it gives its place in capacity reservation %s back with a stop: a start takes one that is free, or runs on demand"
              .formatted(place));
    }
  }
}
