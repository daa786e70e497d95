package dev.molly.kind.rds;

import dev.molly.aws.AwsCalls;
import dev.molly.kind.support.FinalCopyLabel;
import dev.molly.kind.support.FinalCopyVerifier;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.retire.FinalCopyRequirement;
import dev.molly.retire.RetirementRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;

/// The final copies of one database or cluster: manual snapshots, identified by their tags, or
/// by the name that Molly gives them.
final class RdsSnapshots {
  private static final String MANUAL = "manual";
  private static final String COMPLETE = "available";
  private static final String FAILED = "failed";

  private final List<Copy> copies;
  private final List<Copy> failed;

  /// One snapshot.
  ///
  /// @param setting the final copy as a setting; empty if the snapshot is not a final copy
  /// @param key the encryption key
  /// @param begun the creation time that AWS reports
  /// @param original the creation time of the snapshot from which it was copied; null if AWS
  ///     does not return it
  private record Copy(
      String identifier,
      String status,
      @Nullable Integer percent,
      String setting,
      @Nullable Integer gib,
      @Nullable Boolean encrypted,
      @Nullable String key,
      @Nullable Instant begun,
      @Nullable Instant original) {}

  private RdsSnapshots(List<Copy> snapshots) {
    copies =
        snapshots.stream()
            .filter(copy -> !copy.setting().isEmpty() && !copy.status().equals(FAILED))
            .sorted(Comparator.comparing(Copy::setting))
            .toList();
    failed =
        snapshots.stream()
            .filter(copy -> !copy.setting().isEmpty() && copy.status().equals(FAILED))
            .toList();
  }

  /// @param record the database's record; null if there is none
  static RdsSnapshots ofInstance(
      RdsClient rds, ResourceRef ref, @Nullable RetirementRecord record) {
    var pages = rds.describeDBSnapshotsPaginator(r -> r.dbiResourceId(ref.id().uid())).iterator();
    var found = new ArrayList<Copy>();
    while (AwsCalls.call("rds:DescribeDBSnapshots", pages::hasNext)) {
      AwsCalls.call("rds:DescribeDBSnapshots", pages::next).dbSnapshots().stream()
          .filter(one -> MANUAL.equals(one.snapshotType()))
          .filter(one -> ref.id().uid().equals(one.dbiResourceId()))
          .map(
              one ->
                  new Copy(
                      one.dbSnapshotIdentifier(),
                      one.status(),
                      one.percentProgress(),
                      setting(
                          ref,
                          one.dbSnapshotIdentifier(),
                          RdsTags.of(one.hasTagList(), one.tagList()),
                          record),
                      one.allocatedStorage(),
                      one.encrypted(),
                      one.kmsKeyId(),
                      one.snapshotCreateTime(),
                      one.originalSnapshotCreateTime()))
          .forEach(found::add);
    }
    return new RdsSnapshots(found);
  }

  /// @param record the cluster's record; null if there is none
  static RdsSnapshots ofCluster(RdsClient rds, ResourceRef ref, @Nullable RetirementRecord record) {
    var pages =
        rds.describeDBClusterSnapshotsPaginator(r -> r.dbClusterResourceId(ref.id().uid()))
            .iterator();
    var found = new ArrayList<Copy>();
    while (AwsCalls.call("rds:DescribeDBClusterSnapshots", pages::hasNext)) {
      AwsCalls.call("rds:DescribeDBClusterSnapshots", pages::next).dbClusterSnapshots().stream()
          .filter(one -> MANUAL.equals(one.snapshotType()))
          .filter(one -> ref.id().uid().equals(one.dbClusterResourceId()))
          .map(
              one ->
                  new Copy(
                      one.dbClusterSnapshotIdentifier(),
                      one.status(),
                      one.percentProgress(),
                      setting(
                          ref,
                          one.dbClusterSnapshotIdentifier(),
                          RdsTags.of(one.hasTagList(), one.tagList()),
                          record),
                      one.allocatedStorage(),
                      one.storageEncrypted(),
                      one.kmsKeyId(),
                      one.snapshotCreateTime(),
                      null))
          .forEach(found::add);
    }
    return new RdsSnapshots(found);
  }

  private static String setting(
      ResourceRef ref, String identifier, Tags said, @Nullable RetirementRecord record) {
    if (!(said instanceof Tags.Known(var tags))) {
      throw RdsTags.untold();
    }
    if (ref.id().uid().equals(tags.get(FinalCopyLabel.OF))) {
      return FinalCopyLabel.setting(tags);
    }
    return Optional.ofNullable(record)
        .map(FinalCopyLabel::of)
        .filter(copy -> identifier.endsWith("-" + copy.label()))
        .map(FinalCopyLabel::setting)
        .orElse("");
  }

  /// Returns the newest final copy. Labels contain the time of their retirement, so that the
  /// last one in order is the newest.
  String setting() {
    return copies.isEmpty() ? "" : copies.getLast().setting();
  }

  /// Returns the copy that is not complete yet, in words.
  Optional<String> unfinished() {
    return newest()
        .filter(copy -> !copy.status().equals(COMPLETE))
        .map(
            copy ->
                "snapshot %s is %s (%s %%)"
                    .formatted(
                        copy.identifier(),
                        copy.status(),
                        copy.percent() == null ? "?" : copy.percent()))
        .findFirst();
  }

  private Stream<Copy> newest() {
    return copies.stream().filter(copy -> copy.setting().equals(setting()));
  }

  /// Adds the encryption key of each snapshot to a check.
  void keys(FinalCopyVerifier check) {
    newest().forEach(copy -> check.key(copy.identifier(), copy.encrypted(), copy.key()));
  }

  /// Adds the creation time of each snapshot to a check. A snapshot that was copied from another
  /// is as old as that one: "OriginalSnapshotCreateTime: ... doesn't change when the snapshot is
  /// copied" (RDS API, DBSnapshot). RDS does not report when a database was first stopped, since
  /// it starts it again.
  void times(FinalCopyVerifier check, FinalCopyRequirement demand) {
    newest()
        .forEach(
            copy -> {
              String words = "it was retired";
              check.begun(copy.identifier(), copy.begun(), demand.earliest(), words);
              if (copy.original() != null) {
                check.begun(copy.identifier(), copy.original(), demand.earliest(), words);
              }
            });
  }

  /// Adds the sizes of each snapshot and its source to a check: storage can be added to a
  /// database that already has a copy.
  ///
  /// @param gib the allocated storage of the source, in GiB
  void sizes(FinalCopyVerifier check, String source, @Nullable Integer gib) {
    newest().forEach(copy -> check.size(copy.identifier(), copy.gib(), source, gib));
  }

  /// Returns the failed copies.
  List<String> failed() {
    return failed.stream().map(Copy::identifier).toList();
  }

  /// Returns the name of a final copy: the name of the database at that time, and the label of
  /// its retirement.
  static String identifier(ResourceRef ref, FinalCopyLabel copy) {
    return ref.identifier() + "-" + copy.label();
  }

  /// Returns the name of the snapshot that AWS takes during a deletion.
  static String last(ResourceRef ref) {
    return ref.identifier() + "-final";
  }
}
