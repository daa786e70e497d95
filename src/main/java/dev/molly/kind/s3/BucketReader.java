package dev.molly.kind.s3;

import dev.molly.aws.AwsCalls;
import dev.molly.aws.AwsException;
import dev.molly.kind.OnOff;
import dev.molly.kind.ReadFailures;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.MFADeleteStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.Payer;
import software.amazon.awssdk.services.s3.model.ReplicationRuleStatus;
import software.amazon.awssdk.services.s3.model.Tag;

/// What S3 holds for one bucket. Each call says whose bucket it must be, so that a name that went
/// to somebody else is not read.
///
/// For "not set" S3 has an error of its own for each question, and one more for a bucket that is
/// gone.
public final class BucketReader {
  static final String NEVER = "never";
  public static final String SUSPENDED = "suspended";
  public static final String ENABLED = "enabled";

  private final S3Client s3;
  private final String bucket;
  private final String owner;

  BucketReader(S3Client s3, ResourceRef bucket) {
    this.s3 = s3;
    this.bucket = bucket.identifier();
    this.owner = bucket.id().account().value();
  }

  /// The setting of a control.
  String of(ControlId control) {
    if (control.equals(BucketKind.VERSIONING.id())) {
      return versioning(versioning());
    }
    if (control.equals(BucketKind.MFA_DELETE.id())) {
      return mfaDelete(versioning());
    }
    if (control.equals(BucketKind.OBJECT_LOCK.id())) {
      return objectLock().isPresent() ? OnOff.ON : OnOff.OFF;
    }
    return policy();
  }

  /// Tells of two controls.
  GetBucketVersioningResponse versioning() {
    return AwsCalls.call(
        "s3:GetBucketVersioning",
        () -> s3.getBucketVersioning(r -> r.bucket(bucket).expectedBucketOwner(owner)));
  }

  static String versioning(GetBucketVersioningResponse answer) {
    if (answer.status() == BucketVersioningStatus.ENABLED) {
      return ENABLED;
    }
    return answer.status() == null ? NEVER : SUSPENDED;
  }

  static String mfaDelete(GetBucketVersioningResponse answer) {
    return answer.mfaDelete() == MFADeleteStatus.ENABLED ? OnOff.ON : OnOff.OFF;
  }

  /// The Object Lock that is on; empty when it is off.
  Optional<ObjectLockConfiguration> objectLock() {
    return unless(
            "ObjectLockConfigurationNotFoundError",
            "s3:GetBucketObjectLockConfiguration",
            () -> s3.getObjectLockConfiguration(r -> r.bucket(bucket).expectedBucketOwner(owner)))
        .flatMap(answer -> Optional.ofNullable(answer.objectLockConfiguration()))
        .filter(lock -> lock.objectLockEnabled() == ObjectLockEnabled.ENABLED);
  }

  /// The bucket policy's text; empty when there is none, which S3 says by an error of its own. A
  /// policy without a text would be written over as if nobody had one.
  ///
  /// @throws AwsException when S3 does not say
  String policy() {
    return unless(
            "NoSuchBucketPolicy",
            "s3:GetBucketPolicy",
            () -> s3.getBucketPolicy(r -> r.bucket(bucket).expectedBucketOwner(owner)))
        .map(answer -> said("the bucket policy", answer.policy()))
        .orElse("");
  }

  /// Whether there is not one version in it, nor a delete marker.
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

  /// Whether what is written to it is copied elsewhere: by a rule that is not disabled.
  boolean replicates() {
    return unless(
            "ReplicationConfigurationNotFoundError",
            "s3:GetReplicationConfiguration",
            () -> s3.getBucketReplication(r -> r.bucket(bucket).expectedBucketOwner(owner)))
        .map(BucketReader::copies)
        .orElse(false);
  }

  /// What names no rules is no answer, and counts as copying.
  private static boolean copies(GetBucketReplicationResponse answer) {
    var all = answer.replicationConfiguration();
    return all == null
        || !all.hasRules()
        || all.rules().stream().anyMatch(rule -> rule.status() != ReplicationRuleStatus.DISABLED);
  }

  /// Whether those who read it pay for that: then it has readers elsewhere.
  boolean requesterPays() {
    return AwsCalls.call(
                "s3:GetBucketRequestPayment",
                () -> s3.getBucketRequestPayment(r -> r.bucket(bucket).expectedBucketOwner(owner)))
            .payer()
        == Payer.REQUESTER;
  }

  Map<String, String> tags() {
    return unless(
            "NoSuchTagSet",
            "s3:GetBucketTagging",
            () -> s3.getBucketTagging(r -> r.bucket(bucket).expectedBucketOwner(owner)))
        .map(answer -> answer.tagSet().stream().collect(Collectors.toMap(Tag::key, Tag::value)))
        .orElse(Map.of());
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
