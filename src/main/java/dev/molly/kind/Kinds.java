package dev.molly.kind;

import dev.molly.model.Catalogue;
import dev.molly.model.Control;
import dev.molly.model.ControlId;
import dev.molly.model.Goal;
import dev.molly.model.KindId;
import dev.molly.retire.RecordSchema;
import java.util.List;
import java.util.stream.Collectors;

/// All the kinds molly knows.
public final class Kinds {
  private static final List<Kind> ALL =
      List.of(new Ec2Instance(), new RdsInstance(), new RdsCluster(), new S3Bucket());

  private Kinds() {}

  public static List<Kind> all() {
    return ALL;
  }

  /// The kind of that name.
  ///
  /// @throws IllegalArgumentException when there is no such kind
  public static Kind of(KindId id) {
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
    return ALL.stream().flatMap(kind -> kind.reads().stream()).distinct().sorted().toList();
  }

  /// The IAM actions that changing controls of any of them takes, in alphabetical order.
  public static List<String> writes() {
    return ALL.stream().flatMap(kind -> kind.writes().stream()).distinct().sorted().toList();
  }

  /// The IAM actions that looking at what is to be retired takes, of any of them.
  public static List<String> looks() {
    return ALL.stream().flatMap(kind -> kind.looks().stream()).distinct().sorted().toList();
  }

  /// The IAM actions that telling what speaks against retiring takes, of any of them.
  public static List<String> obstacleReads() {
    return ALL.stream().flatMap(kind -> kind.obstacleReads().stream()).distinct().sorted().toList();
  }

  /// The IAM actions that telling whether final copies can be relied on takes, of any of them.
  public static List<String> copyReads() {
    return ALL.stream().flatMap(kind -> kind.copyReads().stream()).distinct().sorted().toList();
  }

  /// The IAM actions that telling whether something is used takes, of any of them.
  public static List<String> clueReads() {
    return ALL.stream().flatMap(kind -> kind.clueReads().stream()).distinct().sorted().toList();
  }

  /// The IAM actions that the way to a goal takes, of any of them.
  public static List<String> writes(Goal goal) {
    return ALL.stream().flatMap(kind -> kind.writes(goal).stream()).distinct().sorted().toList();
  }

  /// The IAM actions that writing records takes, of any of them.
  public static List<String> records() {
    return ALL.stream().flatMap(kind -> kind.records().stream()).distinct().sorted().toList();
  }

  /// What policies may ask for.
  public static Catalogue catalogue() {
    return new Catalogue(ALL.stream().collect(Collectors.toMap(Kind::id, Kind::controls)));
  }

  /// The control of a kind.
  public static Control control(KindId kind, ControlId control) {
    return catalogue().find(kind, control).orElseThrow();
  }
}
