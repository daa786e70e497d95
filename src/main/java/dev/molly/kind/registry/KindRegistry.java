package dev.molly.kind.registry;

import dev.molly.kind.ResourceKind;
import dev.molly.kind.ec2.InstanceKind;
import dev.molly.kind.rds.DbClusterKind;
import dev.molly.kind.rds.DbInstanceKind;
import dev.molly.kind.s3.BucketKind;
import dev.molly.model.Control;
import dev.molly.model.ControlId;
import dev.molly.model.KindCatalog;
import dev.molly.model.KindId;
import dev.molly.plan.Goal;
import dev.molly.retire.RecordSchema;
import java.util.List;
import java.util.stream.Collectors;

/// All kinds that Molly supports.
public final class KindRegistry {
  private static final List<ResourceKind> ALL =
      List.of(new InstanceKind(), new DbInstanceKind(), new DbClusterKind(), new BucketKind());

  private KindRegistry() {}

  public static List<ResourceKind> all() {
    return ALL;
  }

  /// Returns the kind with the given id.
  ///
  /// @throws IllegalArgumentException if there is no such kind
  public static ResourceKind of(KindId id) {
    return ALL.stream()
        .filter(kind -> kind.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind is called " + id));
  }

  /// Returns the values that the records of a kind may hold.
  public static RecordSchema recordSchema(KindId id) {
    return of(id).recordSchema();
  }

  /// Returns the IAM actions that reading all kinds requires, in alphabetical order.
  public static List<String> reads() {
    return ALL.stream()
        .flatMap(kind -> kind.readPermissions().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// Returns the IAM actions that changing controls of any kind requires, in alphabetical order.
  public static List<String> writes() {
    return ALL.stream()
        .flatMap(kind -> kind.writePermissions().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// Returns the IAM actions that observing resources of any kind for retirement requires.
  public static List<String> observationPermissions() {
    return ALL.stream()
        .flatMap(kind -> kind.observationPermissions().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// Returns the IAM actions that reading the blockers of a retirement requires, for any kind.
  public static List<String> blockerPermissions() {
    return ALL.stream()
        .flatMap(kind -> kind.blockerPermissions().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// Returns the IAM actions that verifying final copies requires, for any kind.
  public static List<String> copyReads() {
    return ALL.stream()
        .flatMap(kind -> kind.finalCopyPermissions().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// Returns the IAM actions that reading the evidence of use requires, for any kind.
  public static List<String> evidenceReads() {
    return ALL.stream()
        .flatMap(kind -> kind.evidencePermissions().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// Returns the IAM actions that reaching a goal requires, for any kind.
  public static List<String> writes(Goal goal) {
    return ALL.stream()
        .flatMap(kind -> kind.writePermissions(goal).stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// Returns the IAM actions that writing records requires, for any kind.
  public static List<String> records() {
    return ALL.stream()
        .flatMap(kind -> kind.recordPermissions().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// Returns the kinds and controls that policies may refer to.
  public static KindCatalog catalogue() {
    return new KindCatalog(
        ALL.stream().collect(Collectors.toMap(ResourceKind::id, ResourceKind::controls)));
  }

  /// Returns a control of a kind.
  public static Control control(KindId kind, ControlId control) {
    return catalogue().find(kind, control).orElseThrow();
  }
}
