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

/// All the kinds molly knows.
public final class KindRegistry {
  private static final List<ResourceKind> ALL =
      List.of(new InstanceKind(), new DbInstanceKind(), new DbClusterKind(), new BucketKind());

  private KindRegistry() {}

  public static List<ResourceKind> all() {
    return ALL;
  }

  /// The kind of that name.
  ///
  /// @throws IllegalArgumentException when there is no such kind
  public static ResourceKind of(KindId id) {
    return ALL.stream()
        .filter(kind -> kind.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind is called " + id));
  }

  /// What the records on a resource of that kind may say.
  public static RecordSchema recordSchema(KindId id) {
    return of(id).recordSchema();
  }

  /// The IAM actions that reading all of them takes, in alphabetical order.
  public static List<String> reads() {
    return ALL.stream()
        .flatMap(kind -> kind.readPermissions().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// The IAM actions that changing controls of any of them takes, in alphabetical order.
  public static List<String> writes() {
    return ALL.stream()
        .flatMap(kind -> kind.writePermissions().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// The IAM actions that looking at what is to be retired takes, of any of them.
  public static List<String> observationPermissions() {
    return ALL.stream()
        .flatMap(kind -> kind.observationPermissions().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// The IAM actions that telling what speaks against retiring takes, of any of them.
  public static List<String> blockerPermissions() {
    return ALL.stream()
        .flatMap(kind -> kind.blockerPermissions().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// The IAM actions that telling whether final copies can be relied on takes, of any of them.
  public static List<String> copyReads() {
    return ALL.stream()
        .flatMap(kind -> kind.finalCopyPermissions().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// The IAM actions that telling whether something is used takes, of any of them.
  public static List<String> evidenceReads() {
    return ALL.stream()
        .flatMap(kind -> kind.evidencePermissions().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// The IAM actions that the way to a goal takes, of any of them.
  public static List<String> writes(Goal goal) {
    return ALL.stream()
        .flatMap(kind -> kind.writePermissions(goal).stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// The IAM actions that writing records takes, of any of them.
  public static List<String> records() {
    return ALL.stream()
        .flatMap(kind -> kind.recordPermissions().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// What policies may ask for.
  public static KindCatalog catalogue() {
    return new KindCatalog(
        ALL.stream().collect(Collectors.toMap(ResourceKind::id, ResourceKind::controls)));
  }

  /// The control of a kind.
  public static Control control(KindId kind, ControlId control) {
    return catalogue().find(kind, control).orElseThrow();
  }
}
