package dev.molly.intercept;

import dev.molly.aws.AwsCalls;
import dev.molly.aws.AwsException;
import dev.molly.aws.CliCommands;
import dev.molly.aws.RequestOrigin;
import dev.molly.kind.ReadFailures;
import dev.molly.model.AccountId;
import dev.molly.model.UserError;
import dev.molly.text.ShellQuoting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.pagination.sync.SdkIterable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Checks, by the tags of the target, whether molly relies on a resource that a request would
/// destroy.
final class DependencyCheck {
  /// The tag of every final copy; its value is the id of the copied resource.
  private static final String COPY_OF = "molly:copy-of";

  private static final String RETIRED = "molly:retire";
  private static final String STACK = "aws:cloudformation:stack-name";

  private final RequestOrigin origin;

  private DependencyCheck(RequestOrigin origin) {
    this.origin = origin;
  }

  /// The result of a check.
  sealed interface Result {
    /// Molly has no reason to prevent the deletion. This includes a target that does not exist
    /// according to AWS.
    record Unused() implements Result {}

    /// The resource must not be destroyed, or its status is unknown.
    ///
    /// @param why the reason, as a phrase that follows the name of the resource
    /// @param next the command to type instead
    record InUse(String why, String next) implements Result {}
  }

  /// Checks one resource.
  static Result of(ProtectedCommand what, String identifier, RequestOrigin origin) {
    try {
      return new DependencyCheck(origin).ask(what, identifier);
    } catch (AwsException | UserError | SdkException e) {
      return new Result.InUse(
          "could not be asked whether molly relies on it: " + e.getMessage(),
          "grant what is missing: molly explain aws-drop-in");
    }
  }

  private Result ask(ProtectedCommand what, String id) {
    return switch (what) {
      case DELETE_SNAPSHOT -> snapshot(id);
      case DELETE_VOLUME -> tagged(id, volume(id));
      case DELETE_DB_SNAPSHOT -> tagged(id, databaseSnapshot(id));
      case DELETE_DB_CLUSTER_SNAPSHOT -> tagged(id, clusterSnapshot(id));
      case DELETE_OBJECT, DELETE_OBJECTS, REMOVE_OBJECTS -> tagged(id, bucket(id));
      case SCHEDULE_KEY_DELETION -> key(id.substring(id.lastIndexOf('/') + 1));
      case DELETE_STACK -> stack(id.replaceFirst("^arn:.*:stack/([^/]*)/.*$", "$1"));
    };
  }

  private static Result tagged(String id, Map<String, String> tags) {
    return tagged(id, tags, "molly explain final-copy");
  }

  /// @param untag the command that removes the tag, or that explains how to
  private static Result tagged(String id, Map<String, String> tags, String untag) {
    if (tags.containsKey(COPY_OF)) {
      return new Result.InUse(
          "is a final copy of %s, which molly took".formatted(tags.get(COPY_OF)),
          "take its tag %s off first, if it must go: %s".formatted(COPY_OF, untag));
    }
    return tags.keySet().stream().anyMatch(DependencyCheck::isRecord)
        ? new Result.InUse(
            "is retired, and what is in it is kept until it is due", "molly restore " + id)
        : new Result.Unused();
  }

  private static boolean isRecord(String key) {
    return key.equals(RETIRED) || key.startsWith(RETIRED + "-");
  }

  /// AWS returns an error for a resource that does not exist, so a response without it is
  /// invalid.
  private static <T> T one(List<T> found) {
    if (found.size() != 1) {
      throw new UserError("AWS answered, but not about it");
    }
    return found.getFirst();
  }

  /// Only the owner of a snapshot can remove its tags.
  private Result snapshot(String id) {
    try (var ec2 = origin.client(Ec2Client.class)) {
      return AwsCalls.callIfExists(
              "ec2:DescribeSnapshots", () -> ec2.describeSnapshots(r -> r.snapshotIds(id)))
          .map(answer -> one(answer.snapshots()))
          .map(found -> tagged(id, ofEc2(found.tags().stream()), untag(id, found.ownerId())))
          .orElseGet(Result.Unused::new);
    }
  }

  private String untag(String id, @Nullable String owner) {
    return owner == null
        ? "molly explain final-copy"
        : CliCommands.inAccount(
            new AccountId(owner),
            "aws ec2 delete-tags --region %s --resources %s --tags Key=%s"
                .formatted(origin.region().id(), ShellQuoting.quote(id), COPY_OF));
  }

  private Map<String, String> volume(String id) {
    try (var ec2 = origin.client(Ec2Client.class)) {
      return AwsCalls.callIfExists(
              "ec2:DescribeVolumes",
              () -> ec2.describeVolumes(r -> r.volumeIds(id).includeManagedResources(true)))
          .map(answer -> one(answer.volumes()).tags().stream())
          .map(DependencyCheck::ofEc2)
          .orElse(Map.of());
    }
  }

  private Map<String, String> databaseSnapshot(String id) {
    try (var rds = origin.client(RdsClient.class)) {
      return AwsCalls.callIfExists(
              "rds:DescribeDBSnapshots",
              () -> rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier(id)))
          .map(answer -> one(answer.dbSnapshots()))
          .map(found -> ofRds(found.hasTagList(), found.tagList()))
          .orElse(Map.of());
    }
  }

  private Map<String, String> clusterSnapshot(String id) {
    try (var rds = origin.client(RdsClient.class)) {
      return AwsCalls.callIfExists(
              "rds:DescribeDBClusterSnapshots",
              () -> rds.describeDBClusterSnapshots(r -> r.dbClusterSnapshotIdentifier(id)))
          .map(answer -> one(answer.dbClusterSnapshots()))
          .map(found -> ofRds(found.hasTagList(), found.tagList()))
          .orElse(Map.of());
    }
  }

  private Map<String, String> bucket(String name) {
    try (var s3 = origin.client(S3Client.class)) {
      return AwsCalls.callIfExists(
              "s3:GetBucketTagging", () -> s3.getBucketTagging(r -> r.bucket(name)))
          .map(
              answer ->
                  answer.tagSet().stream()
                      .collect(Collectors.toMap(tag -> tag.key(), tag -> tag.value())))
          .orElse(Map.of());
    }
  }

  /// Without its key, no copy can be read again.
  private Result key(String id) {
    return Stream.of(volumeCopy(id), databaseCopy(id), clusterCopy(id))
        .flatMap(Optional::stream)
        .findFirst()
        .<Result>map(
            copy ->
                new Result.InUse(
                    "encrypts %s, a final copy that molly took".formatted(copy),
                    "molly explain final-copy"))
        .orElseGet(Result.Unused::new);
  }

  private Optional<String> volumeCopy(String key) {
    try (var ec2 = origin.client(Ec2Client.class)) {
      return AwsCalls.call(
          "ec2:DescribeSnapshots",
          () ->
              all(
                      "ec2:DescribeSnapshots",
                      ec2.describeSnapshotsPaginator(
                          r -> r.ownerIds("self").filters(filter("tag-key", COPY_OF))),
                      page -> page.snapshots())
                  .filter(each -> isKey(each.kmsKeyId(), key))
                  .map(each -> each.snapshotId())
                  .findFirst());
    }
  }

  private Optional<String> databaseCopy(String key) {
    try (var rds = origin.client(RdsClient.class)) {
      return AwsCalls.call(
          "rds:DescribeDBSnapshots",
          () ->
              all(
                      "rds:DescribeDBSnapshots",
                      rds.describeDBSnapshotsPaginator(r -> r.snapshotType("manual")),
                      page -> page.dbSnapshots())
                  .filter(each -> isKey(each.kmsKeyId(), key))
                  .filter(each -> ofRds(each.hasTagList(), each.tagList()).containsKey(COPY_OF))
                  .map(each -> each.dbSnapshotIdentifier())
                  .findFirst());
    }
  }

  private Optional<String> clusterCopy(String key) {
    try (var rds = origin.client(RdsClient.class)) {
      return AwsCalls.call(
          "rds:DescribeDBClusterSnapshots",
          () ->
              all(
                      "rds:DescribeDBClusterSnapshots",
                      rds.describeDBClusterSnapshotsPaginator(r -> r.snapshotType("manual")),
                      page -> page.dbClusterSnapshots())
                  .filter(each -> isKey(each.kmsKeyId(), key))
                  .filter(each -> ofRds(each.hasTagList(), each.tagList()).containsKey(COPY_OF))
                  .map(each -> each.dbClusterSnapshotIdentifier())
                  .findFirst());
    }
  }

  private static boolean isKey(@Nullable String arn, String id) {
    return arn != null && arn.substring(arn.lastIndexOf('/') + 1).equals(id);
  }

  /// Resources created by a stack carry the name of the stack in an AWS tag; those of a nested
  /// stack carry the name of the nested stack. A retired bucket needs no check: it refuses
  /// deletion itself.
  private Result stack(String name) {
    return Stream.of(instanceOf(name), databaseOf(name), clusterOf(name))
        .flatMap(Optional::stream)
        .findFirst()
        .<Result>map(
            id ->
                new Result.InUse(
                    "has %s in it, which is retired".formatted(id), "molly restore " + id))
        .orElseGet(Result.Unused::new);
  }

  private Optional<String> instanceOf(String stack) {
    try (var ec2 = origin.client(Ec2Client.class)) {
      return AwsCalls.call(
          "ec2:DescribeInstances",
          () ->
              all(
                      "ec2:DescribeInstances",
                      ec2.describeInstancesPaginator(
                          r ->
                              r.filters(filter("tag:" + STACK, stack), filter("tag-key", RETIRED))
                                  .includeManagedResources(true)),
                      page -> page.reservations())
                  .flatMap(each -> each.instances().stream())
                  .map(each -> each.instanceId())
                  .findFirst());
    }
  }

  private Optional<String> databaseOf(String stack) {
    try (var rds = origin.client(RdsClient.class)) {
      return AwsCalls.call(
          "rds:DescribeDBInstances",
          () ->
              all(
                      "rds:DescribeDBInstances",
                      rds.describeDBInstancesPaginator(),
                      page -> page.dbInstances())
                  .filter(each -> isRetiredIn(stack, ofRds(each.hasTagList(), each.tagList())))
                  .map(each -> each.dbInstanceIdentifier())
                  .findFirst());
    }
  }

  private Optional<String> clusterOf(String stack) {
    try (var rds = origin.client(RdsClient.class)) {
      return AwsCalls.call(
          "rds:DescribeDBClusters",
          () ->
              all(
                      "rds:DescribeDBClusters",
                      rds.describeDBClustersPaginator(),
                      page -> page.dbClusters())
                  .filter(each -> isRetiredIn(stack, ofRds(each.hasTagList(), each.tagList())))
                  .map(each -> each.dbClusterIdentifier())
                  .findFirst());
    }
  }

  private static boolean isRetiredIn(String stack, Map<String, String> tags) {
    return stack.equals(tags.get(STACK))
        && tags.keySet().stream().anyMatch(DependencyCheck::isRecord);
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(List.of(value)).build();
  }

  /// RDS sends the list of tags even when it is empty: without it, they are unknown.
  private static Map<String, String> ofRds(
      boolean said, List<software.amazon.awssdk.services.rds.model.Tag> tags) {
    if (!said) {
      throw ReadFailures.unsaid("TagList");
    }
    return tags.stream().collect(Collectors.toMap(tag -> tag.key(), tag -> tag.value()));
  }

  private static Map<String, String> ofEc2(
      Stream<software.amazon.awssdk.services.ec2.model.Tag> tags) {
    return tags.collect(Collectors.toMap(tag -> tag.key(), tag -> tag.value(), (a, b) -> a));
  }

  /// Returns all items of a paginated listing. The SDK reads a page whose list is missing as an
  /// empty page, so each page is validated.
  private static <P, T> Stream<T> all(
      String api, SdkIterable<P> pages, Function<P, List<T>> things) {
    return pages.stream().flatMap(page -> things.apply(AwsCalls.call(api, () -> page)).stream());
  }
}
