package dev.molly.kind.rds;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.aws.AwsException;
import dev.molly.kind.ReadFailures;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.plan.Change;
import dev.molly.retire.RecordTags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Tag;

/// The code that both kinds of RDS resource share. One listing returns all controls: none needs
/// a call of its own.
///
/// Source: RDS API Reference, DescribeDBInstances and DescribeDBClusters.
final class RdsListings {
  static final ControlId DELETION = new ControlId("deletion-protection");
  static final ControlId BACKUPS = new ControlId("backup-retention");
  static final ControlId COPY_TAGS = new ControlId("copy-tags-to-snapshot");

  /// The maximum page size of RDS.
  private static final int PAGE = 100;

  private RdsListings() {}

  static void instances(AccountSession session, RegionId region, Consumer<DBInstance> found) {
    var pages =
        session
            .client(RdsClient.class, region)
            .describeDBInstancesPaginator(r -> r.maxRecords(PAGE))
            .iterator();
    while (AwsCalls.call("rds:DescribeDBInstances", pages::hasNext)) {
      AwsCalls.call("rds:DescribeDBInstances", pages::next).dbInstances().stream()
          .filter(instance -> ours(instance.engine()))
          .forEach(found);
    }
  }

  static void clusters(AccountSession session, RegionId region, Consumer<DBCluster> found) {
    var pages =
        session
            .client(RdsClient.class, region)
            .describeDBClustersPaginator(r -> r.maxRecords(PAGE))
            .iterator();
    while (AwsCalls.call("rds:DescribeDBClusters", pages::hasNext)) {
      AwsCalls.call("rds:DescribeDBClusters", pages::next).dbClusters().stream()
          .filter(cluster -> ours(cluster.engine()))
          .forEach(found);
    }
  }

  /// Neptune and DocumentDB share RDS's calls and appear in its listings.
  private static boolean ours(String engine) {
    return !engine.startsWith("neptune") && !engine.startsWith("docdb");
  }

  /// AWS returns the tag list even if it is empty: without it, the tags are unknown.
  ///
  /// @param said whether the response contained the list
  static Tags tags(boolean said, List<Tag> tags) {
    return said ? new Tags.Known(map(tags)) : new Tags.Unknown(untold().getMessage(), "");
  }

  static AwsException untold() {
    return ReadFailures.unsaid("TagList");
  }

  static Map<String, String> map(List<Tag> tags) {
    return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }

  static List<Tag> list(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  /// Writes or removes a record.
  static void tag(RdsClient rds, Change change) {
    String arn = change.resource().arn();
    Map<String, String> put = RecordTags.put(change.from(), change.to());
    if (put.isEmpty()) {
      List<String> keys = RdsLifecycleCalls.taken(change);
      AwsCalls.call(
          "rds:RemoveTagsFromResource",
          () -> rds.removeTagsFromResource(r -> r.resourceName(arn).tagKeys(keys)));
    } else {
      AwsCalls.call(
          "rds:AddTagsToResource",
          () -> rds.addTagsToResource(r -> r.resourceName(arn).tags(list(put))));
    }
  }

  /// Returns the only element; empty if there is none.
  ///
  /// @throws dev.molly.aws.AwsException if there are several, since it is unknown which one is
  ///     meant
  static <T> Optional<T> only(List<T> found, ResourceRef ref) {
    if (found.size() > 1) {
      throw new AwsException(
          AwsException.Reason.OTHER,
          "%s is gone, and AWS shows %d others with its id %s"
              .formatted(ref.identifier(), found.size(), ref.id().uid()));
    }
    return found.stream().findFirst();
  }

  static Protection deletionProtection(Boolean on) {
    return flag("DeletionProtection", on);
  }

  static Protection copyTags(Boolean on) {
    return flag("CopyTagsToSnapshot", on);
  }

  static Protection backups(Integer days) {
    if (days == null) {
      return ReadFailures.because(ReadFailures.unsaid("BackupRetentionPeriod"));
    }
    if (days == 0) {
      return new Protection.Off("automated backups are off");
    }
    return new Protection.OnFor(
        Duration.ofDays(days),
        "automated backups are kept " + days + (days == 1 ? " day" : " days"));
  }

  /// Returns a retention as a setting.
  static String days(@Nullable Integer days) {
    if (days == null) {
      throw ReadFailures.unsaid("BackupRetentionPeriod");
    }
    return days.toString();
  }

  private static Protection flag(String name, Boolean on) {
    if (on == null) {
      return ReadFailures.because(ReadFailures.unsaid(name));
    }
    return on ? new Protection.On(name + " is on") : new Protection.Off(name + " is off");
  }
}
