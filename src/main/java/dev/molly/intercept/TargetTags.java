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

/// What AWS says of a thing that is to be destroyed.
///
/// @param uid its own id, which it keeps when it is renamed
/// @param at AWS's time
record TargetTags(Map<String, String> tags, String uid, Instant at) {
  TargetTags {
    tags = Map.copyOf(tags);
  }

  /// Reads them.
  ///
  /// @return empty when there is no such thing
  /// @throws AwsException when they cannot be read, or when AWS does not say what the
  ///     time is
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

  /// RDS sends the list also where there is no tag.
  ///
  /// @param said whether the list was in the answer
  /// @throws AwsException when it was not: nothing is known of the tags then
  static Map<String, String> ofRds(
      boolean said, List<software.amazon.awssdk.services.rds.model.Tag> tags) {
    if (!said) {
      throw new AwsException(
          AwsException.Reason.OTHER, "AWS's answer does not say what TagList is");
    }
    return tags.stream().collect(toMap(t -> t.key(), t -> t.value()));
  }

  /// Of several, nobody knows which is meant.
  private static <T> Optional<T> only(List<T> found) {
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }
}
