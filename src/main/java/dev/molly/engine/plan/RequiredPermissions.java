package dev.molly.engine.plan;

import dev.molly.kind.registry.KindRegistry;
import dev.molly.plan.Goal;
import dev.molly.retire.RetirementRecordCodec;
import java.util.List;
import java.util.stream.Stream;

/// The IAM actions that each thing molly does takes, and no more.
public final class RequiredPermissions {
  /// To find the regions that are enabled.
  private static final String REGIONS = "ec2:DescribeRegions";

  private RequiredPermissions() {}

  public static List<String> scan() {
    return sorted(Stream.concat(Stream.of(REGIONS), KindRegistry.reads().stream()));
  }

  /// For protect, apply and undo.
  public static List<String> protect() {
    return sorted(Stream.concat(scan().stream(), KindRegistry.writes().stream()));
  }

  /// For retire.
  public static List<String> retire() {
    return staged(
        List.of(
            KindRegistry.records(),
            KindRegistry.writes(Goal.RETIRED),
            KindRegistry.blockerPermissions(),
            KindRegistry.evidenceReads()));
  }

  /// For restore and extend.
  public static List<String> restore() {
    return staged(List.of(KindRegistry.records(), KindRegistry.writes(Goal.RESTORED)));
  }

  /// For sweep, which goes on both ways, brings protection back where a lease has ended, and
  /// deletes nothing.
  public static List<String> sweep() {
    return staged(
        List.of(
            KindRegistry.records(),
            KindRegistry.writes(),
            KindRegistry.writes(Goal.RETIRED),
            KindRegistry.writes(Goal.RESTORED)));
  }

  /// For purge.
  public static List<String> purge() {
    return staged(
        List.of(
            KindRegistry.writes(Goal.PURGED),
            KindRegistry.copyReads(),
            KindRegistry.evidenceReads()));
  }

  /// The tag that the record of a retirement is in.
  public static final String RECORD_TAG = RetirementRecordCodec.KEY;

  /// Those for purge that AWS can hold to what carries a record. Not among them are the deletion of
  /// a database, which may be the member of a cluster that carries the record in its place; what
  /// may also touch resources without a record, as a parameter group; and all of S3, where a tag
  /// counts only on a bucket for which that was turned on (IAM, Service Authorization Reference).
  public static List<String> purgeOnRecords() {
    return List.of("ec2:ModifyInstanceAttribute", "ec2:TerminateInstances", "rds:DeleteDBCluster");
  }

  /// For lease.
  public static List<String> lease() {
    return staged(List.of(KindRegistry.records(), KindRegistry.writes()));
  }

  private static List<String> staged(List<List<String>> more) {
    return sorted(
        Stream.concat(
            Stream.concat(scan().stream(), KindRegistry.observationPermissions().stream()),
            more.stream().flatMap(List::stream)));
  }

  private static List<String> sorted(Stream<String> actions) {
    return actions.distinct().sorted().toList();
  }
}
