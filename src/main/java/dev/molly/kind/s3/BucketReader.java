package dev.molly.kind.s3;

import dev.molly.aws.AwsCalls;
import dev.molly.aws.AwsException;
import dev.molly.kind.ReadFailures;
import dev.molly.model.ResourceRef;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.Payer;
import software.amazon.awssdk.services.s3.model.ReplicationRuleStatus;
import software.amazon.awssdk.services.s3.model.Tag;

/// Reads the settings that S3 holds for one bucket. Each call names the expected bucket owner,
/// so that a bucket whose name now belongs to another account is not read.
///
/// Belongs to one observation, and one thread. S3 reports "not set" by a separate error for each
/// call, and by one more for a bucket that is gone.
final class BucketReader {
  private final S3Client s3;
  private final String bucket;
  private final String owner;
  private @Nullable Map<String, String> tags;
  private @Nullable GetBucketVersioningResponse versioning;

  BucketReader(S3Client s3, ResourceRef bucket) {
    this.s3 = s3;
    this.bucket = bucket.identifier();
    this.owner = bucket.id().account().value();
  }

  /// Reads two controls, once: versioning and MFA delete.
  GetBucketVersioningResponse versioning() {
    if (versioning == null) {
      versioning =
          AwsCalls.call(
              "s3:GetBucketVersioning",
              () -> s3.getBucketVersioning(r -> r.bucket(bucket).expectedBucketOwner(owner)));
    }
    return versioning;
  }

  /// Returns the Object Lock configuration; empty if Object Lock is off.
  Optional<ObjectLockConfiguration> objectLock() {
    return unless(
            "ObjectLockConfigurationNotFoundError",
            "s3:GetBucketObjectLockConfiguration",
            () -> s3.getObjectLockConfiguration(r -> r.bucket(bucket).expectedBucketOwner(owner)))
        .map(answer -> enabled(answer.objectLockConfiguration()));
  }

  /// S3 has no word for off: without Object Lock, it reports that there is no configuration.
  private static ObjectLockConfiguration enabled(@Nullable ObjectLockConfiguration lock) {
    if (lock == null || lock.objectLockEnabled() != ObjectLockEnabled.ENABLED) {
      throw ReadFailures.unsaid("the state of Object Lock");
    }
    return lock;
  }

  /// Returns the text of the bucket policy; empty if there is none, which S3 reports by a
  /// separate error. A response without a text is refused, since the policy would be overwritten
  /// as if there were none.
  ///
  /// @throws AwsException if S3 does not return the policy
  String policy() {
    return unless(
            "NoSuchBucketPolicy",
            "s3:GetBucketPolicy",
            () -> s3.getBucketPolicy(r -> r.bucket(bucket).expectedBucketOwner(owner)))
        .map(answer -> said("the bucket policy", answer.policy()))
        .orElse("");
  }

  /// Returns whether it holds neither a version nor a delete marker.
  boolean isEmpty() {
    var page =
        AwsCalls.call(
            "s3:ListBucketVersions",
            () ->
                s3.listObjectVersions(r -> r.bucket(bucket).expectedBucketOwner(owner).maxKeys(1)));
    if (page.isTruncated() == null) {
      throw ReadFailures.unsaid("the list of its versions");
    }
    return page.versions().isEmpty()
        && page.deleteMarkers().isEmpty()
        && !Boolean.TRUE.equals(page.isTruncated());
  }

  /// Returns whether writes to it are replicated, by a rule that is not disabled.
  boolean replicates() {
    return unless(
            "ReplicationConfigurationNotFoundError",
            "s3:GetReplicationConfiguration",
            () -> s3.getBucketReplication(r -> r.bucket(bucket).expectedBucketOwner(owner)))
        .map(BucketReader::copies)
        .orElse(false);
  }

  /// A response without rules is not an answer, and counts as replication.
  private static boolean copies(GetBucketReplicationResponse answer) {
    var all = answer.replicationConfiguration();
    return all == null
        || !all.hasRules()
        || all.rules().stream().anyMatch(rule -> rule.status() != ReplicationRuleStatus.DISABLED);
  }

  /// Returns whether its readers pay for the requests, which implies readers in other accounts.
  boolean requesterPays() {
    return AwsCalls.call(
                "s3:GetBucketRequestPayment",
                () -> s3.getBucketRequestPayment(r -> r.bucket(bucket).expectedBucketOwner(owner)))
            .payer()
        == Payer.REQUESTER;
  }

  /// Reads the tags once.
  Map<String, String> tags() {
    if (tags == null) {
      tags =
          unless(
                  "NoSuchTagSet",
                  "s3:GetBucketTagging",
                  () -> s3.getBucketTagging(r -> r.bucket(bucket).expectedBucketOwner(owner)))
              .map(
                  answer ->
                      answer.tagSet().stream().collect(Collectors.toMap(Tag::key, Tag::value)))
              .orElse(Map.of());
    }
    return tags;
  }

  private static String said(String what, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw ReadFailures.unsaid(what);
    }
    return text;
  }

  private static <T> Optional<T> unless(String notSet, String permission, Supplier<T> call) {
    try {
      return Optional.of(AwsCalls.call(permission, call));
    } catch (AwsException e) {
      if (e.code().equals(notSet)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
