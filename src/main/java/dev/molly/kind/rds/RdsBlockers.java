package dev.molly.kind.rds;

import dev.molly.kind.support.KmsKeyBlockers;
import dev.molly.model.ResourceRef;
import dev.molly.retire.Blocker;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/// The blockers of a retirement that databases and clusters share. Some of them can arise later,
/// and then stop the staged deletion.
final class RdsBlockers {
  /// Its status does not change without intervention.
  static final String STUCK = "stuck";

  /// Modifications are pending, which an immediate rename would apply.
  static final String PENDING = "pending-modifications";

  /// Another resource has its retired name.
  static final String NAME_TAKEN = "name-taken";

  /// Another resource has its original name.
  static final String OLD_NAME_TAKEN = "old-name-taken";

  /// Its final copy failed, and has the name that the next one would get.
  static final String FAILED_COPY = "failed-copy";

  /// It has replicas.
  static final String SOURCE = "replication-source";

  /// AWS cannot stop it.
  static final String CANNOT_STOP = "cannot-stop";

  /// It uses a capacity reservation, which a restore does not give back.
  static final String CAPACITY = "capacity-reservation";

  /// The blockers of a database or a cluster that can be accepted, which the record then lists.
  /// A blocker that is missing here cannot be recorded, and therefore cannot be accepted.
  static final Set<String> ACCEPTABLE = Set.of(CANNOT_STOP, CAPACITY, KmsKeyBlockers.KEY);

  private RdsBlockers() {}

  /// Returns the modifications that wait for a maintenance window.
  static List<String> pending(SdkPojo values) {
    return values.sdkFields().stream()
        .filter(field -> isSet(field.getValueOrDefault(values)))
        .map(SdkField::memberName)
        .sorted()
        .toList();
  }

  private static boolean isSet(@Nullable Object value) {
    return value != null
        && !(value instanceof SdkAutoConstructList)
        && !(value instanceof SdkAutoConstructMap);
  }

  /// "Any pending modifications are asynchronously applied as soon as possible" with an
  /// immediate change, regardless of their origin (RDS API, ModifyDBInstance).
  static Optional<Blocker> pending(List<String> pending) {
    return pending.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Blocker(
                PENDING,
                "modifications wait for its maintenance window (%s), and a rename would apply them at once"
                    .formatted(String.join(", ", pending)),
                "apply them or take them back first",
                false));
  }

  static Blocker source(List<String> replicas) {
    return new Blocker(
        SOURCE,
        "it is the source of "
            + replicas.stream().sorted().collect(Collectors.joining(", "))
            + ": AWS stops no source of replicas",
        "promote or delete its replicas first",
        false);
  }

  /// A failed copy has the name that the next one would get.
  static Optional<Blocker> failed(List<String> copies, ResourceRef ref) {
    return copies.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Blocker(
                FAILED_COPY,
                "its final copy %s failed".formatted(copies.getFirst()),
                "delete that snapshot (region %s), then: molly sweep".formatted(ref.id().region()),
                false));
  }

  static Blocker nameTaken(String name) {
    return new Blocker(
        NAME_TAKEN,
        "it would be called %s, and something else is".formatted(name),
        "rename or delete %s, or wait until tomorrow: the day is part of the name".formatted(name),
        false);
  }

  static Blocker oldNameTaken(String name) {
    return new Blocker(
        OLD_NAME_TAKEN,
        "it was called %s, and something else is now".formatted(name),
        "rename or delete that %s, then: molly restore".formatted(name),
        false);
  }
}
