package dev.molly.engine;

import dev.molly.kind.Kinds;
import dev.molly.model.Goal;
import dev.molly.retire.RetirementTags;
import java.util.List;
import java.util.stream.Stream;

/// The IAM actions that each thing molly does takes, and no more.
public final class Permissions {
  /// To find the regions that are enabled.
  private static final String REGIONS = "ec2:DescribeRegions";

  private Permissions() {}

  public static List<String> scan() {
    return sorted(Stream.concat(Stream.of(REGIONS), Kinds.reads().stream()));
  }

  /// For protect, apply and undo.
  public static List<String> protect() {
    return sorted(Stream.concat(scan().stream(), Kinds.writes().stream()));
  }

  /// For retire.
  public static List<String> retire() {
    return staged(
        List.of(
            Kinds.records(), Kinds.writes(Goal.RETIRED), Kinds.obstacleReads(), Kinds.clueReads()));
  }

  /// For restore and extend.
  public static List<String> restore() {
    return staged(List.of(Kinds.records(), Kinds.writes(Goal.RESTORED)));
  }

  /// For sweep, which goes on both ways, brings protection back where a lease has ended, and
  /// deletes nothing.
  public static List<String> sweep() {
    return staged(
        List.of(
            Kinds.records(),
            Kinds.writes(),
            Kinds.writes(Goal.RETIRED),
            Kinds.writes(Goal.RESTORED)));
  }

  /// For purge.
  public static List<String> purge() {
    return staged(List.of(Kinds.writes(Goal.PURGED), Kinds.copyReads(), Kinds.clueReads()));
  }

  /// The tag that the record of a retirement is in.
  public static final String RECORD_TAG = RetirementTags.KEY;

  /// Those for purge that AWS can hold to what carries a record. Not among them are the deletion of
  /// a database, which may be the member of a cluster that carries the record in its place; what
  /// may also touch resources without a record, as a parameter group; and all of S3, where a tag
  /// counts only on a bucket for which that was turned on (IAM, Service Authorization Reference).
  public static List<String> purgeOnRecords() {
    return List.of("ec2:ModifyInstanceAttribute", "ec2:TerminateInstances", "rds:DeleteDBCluster");
  }

  /// For lease.
  public static List<String> lease() {
    return staged(List.of(Kinds.records(), Kinds.writes()));
  }

  private static List<String> staged(List<List<String>> more) {
    return sorted(
        Stream.concat(
            Stream.concat(scan().stream(), Kinds.looks().stream()),
            more.stream().flatMap(List::stream)));
  }

  private static List<String> sorted(Stream<String> actions) {
    return actions.distinct().sorted().toList();
  }
}
