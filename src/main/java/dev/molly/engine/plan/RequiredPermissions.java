package dev.molly.engine.plan;

import dev.molly.aws.ChangeEvents;
import dev.molly.kind.KindRegistry;
import dev.molly.plan.Goal;
import dev.molly.retire.RetirementRecordCodec;
import java.util.List;
import java.util.stream.Stream;

/// The minimal IAM actions required by each command.
public final class RequiredPermissions {
  /// Finds the enabled regions.
  private static final String REGIONS = "ec2:DescribeRegions";

  private final KindRegistry kinds;

  public RequiredPermissions(KindRegistry kinds) {
    this.kinds = kinds;
  }

  public List<String> scan() {
    return sorted(Stream.concat(Stream.of(REGIONS), kinds.reads().stream()));
  }

  /// Returns the actions for protect, apply and undo.
  public List<String> protect() {
    return sorted(Stream.concat(scan().stream(), kinds.writes().stream()));
  }

  /// Returns the actions for status and `lease --list`, which only read.
  public List<String> status() {
    return staged(List.of());
  }

  /// Returns the actions for retire.
  public List<String> retire() {
    return staged(
        List.of(
            kinds.records(),
            kinds.writes(Goal.RETIRED),
            kinds.blockerPermissions(),
            kinds.evidenceReads()));
  }

  /// Returns the actions for restore and extend.
  public List<String> restore() {
    return staged(List.of(kinds.records(), kinds.writes(Goal.RESTORED)));
  }

  /// Returns the actions for sweep, which continues retirements and restores, restores
  /// protection where a lease has ended, and deletes nothing.
  public List<String> sweep() {
    return staged(
        List.of(
            kinds.records(),
            kinds.leases(),
            kinds.writes(Goal.RETIRED),
            kinds.writes(Goal.RESTORED)));
  }

  /// Returns the actions for purge.
  public List<String> purge() {
    return staged(
        List.of(
            kinds.writes(Goal.PURGED),
            kinds.copyReads(),
            kinds.evidenceReads(),
            List.of(ChangeEvents.PERMISSION)));
  }

  /// The tag that holds the record of a retirement.
  public static final String RECORD_TAG = RetirementRecordCodec.KEY;

  /// Returns the actions for purge that AWS can restrict to resources with a record. Excluded
  /// are the deletion of a database, which may be a member of a cluster that carries the record
  /// in its place; actions that may also touch resources without a record, such as a parameter
  /// group; and all of S3, where tags are evaluated only on a bucket for which that was enabled
  /// (IAM, Service Authorization Reference).
  public List<String> purgeOnRecords() {
    return List.of("ec2:ModifyInstanceAttribute", "ec2:TerminateInstances", "rds:DeleteDBCluster");
  }

  /// Returns the actions that read everything molly reads to plan a protection, a retirement, a
  /// restore or a purge.
  public List<String> reads() {
    return staged(
        List.of(
            kinds.blockerPermissions(),
            kinds.evidenceReads(),
            kinds.copyReads(),
            List.of(ChangeEvents.PERMISSION)));
  }

  /// Returns the actions for lease.
  public List<String> lease() {
    return staged(List.of(kinds.leases()));
  }

  private List<String> staged(List<List<String>> more) {
    return sorted(
        Stream.concat(
            Stream.concat(scan().stream(), kinds.observationPermissions().stream()),
            more.stream().flatMap(List::stream)));
  }

  private static List<String> sorted(Stream<String> actions) {
    return actions.distinct().sorted().toList();
  }
}
