package dev.molly.intercept;

import static java.util.stream.Collectors.toMap;

import dev.molly.aws.AwsCalls;
import dev.molly.aws.AwsClock;
import dev.molly.aws.AwsException;
import dev.molly.aws.RequestOrigin;
import dev.molly.intercept.DueCheck.Doomed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;

/// The tags of a resource that is about to be destroyed, as reported by AWS.
///
/// @param uid the resource id that survives a rename
/// @param at the time of the response, by the clock of AWS
record TargetTags(Map<String, String> tags, String uid, Instant at) {
  TargetTags {
    tags = Map.copyOf(tags);
  }

  /// Reads the tags.
  ///
  /// @return empty if the resource does not exist, or if AWS returns several
  /// @throws AwsException if the tags cannot be read, or the response has no date
  static Optional<TargetTags> read(Doomed doomed, RequestOrigin origin) {
    return switch (doomed.kind().value()) {
      case "ec2-instance" -> instance(doomed.identifier(), origin);
      case "rds-instance" -> database(doomed.identifier(), origin);
      case "rds-cluster" -> cluster(doomed.identifier(), origin);
      case "s3-bucket" -> bucket(doomed.identifier(), origin);
      default -> Optional.empty();
    };
  }

  private static Optional<TargetTags> instance(String id, RequestOrigin origin) {
    try (var ec2 = origin.ec2()) {
      return AwsCalls.callIfExists(
              "ec2:DescribeInstances", () -> ec2.describeInstances(r -> r.instanceIds(id)))
          .flatMap(
              answer -> {
                List<Instance> found =
                    answer.reservations().stream().flatMap(r -> r.instances().stream()).toList();
                return only(found)
                    .map(
                        each ->
                            new TargetTags(
                                each.tags().stream().collect(toMap(t -> t.key(), t -> t.value())),
                                each.instanceId(),
                                AwsClock.at(answer)));
              });
    }
  }

  private static Optional<TargetTags> database(String name, RequestOrigin origin) {
    try (var rds = origin.rds()) {
      return AwsCalls.callIfExists(
              "rds:DescribeDBInstances",
              () -> rds.describeDBInstances(r -> r.dbInstanceIdentifier(name)))
          .flatMap(
              answer ->
                  only(answer.dbInstances())
                      .map(
                          each ->
                              new TargetTags(
                                  ofRds(each.hasTagList(), each.tagList()),
                                  each.dbiResourceId(),
                                  AwsClock.at(answer))));
    }
  }

  private static Optional<TargetTags> cluster(String name, RequestOrigin origin) {
    try (var rds = origin.rds()) {
      return AwsCalls.callIfExists(
              "rds:DescribeDBClusters",
              () -> rds.describeDBClusters(r -> r.dbClusterIdentifier(name)))
          .flatMap(
              answer ->
                  only(answer.dbClusters())
                      .map(
                          each ->
                              new TargetTags(
                                  ofRds(each.hasTagList(), each.tagList()),
                                  each.dbClusterResourceId(),
                                  AwsClock.at(answer))));
    }
  }

  private static Optional<TargetTags> bucket(String name, RequestOrigin origin) {
    try (var s3 = origin.s3()) {
      return AwsCalls.callIfExists(
              "s3:GetBucketTagging", () -> s3.getBucketTagging(r -> r.bucket(name)))
          .map(
              answer ->
                  new TargetTags(
                      answer.tagSet().stream().collect(toMap(t -> t.key(), t -> t.value())),
                      name,
                      AwsClock.at(answer)));
    }
  }

  /// Returns the tags of an RDS resource. RDS sends the list even when it is empty.
  ///
  /// @param said whether the response contained the list
  /// @throws AwsException if it did not, because the tags are unknown then
  static Map<String, String> ofRds(
      boolean said, List<software.amazon.awssdk.services.rds.model.Tag> tags) {
    if (!said) {
      throw new AwsException(
          AwsException.Reason.OTHER, "AWS's answer does not say what TagList is");
    }
    return tags.stream().collect(toMap(t -> t.key(), t -> t.value()));
  }

  /// Returns the only element; empty if there are several, since the target is ambiguous then.
  private static <T> Optional<T> only(List<T> found) {
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }
}
