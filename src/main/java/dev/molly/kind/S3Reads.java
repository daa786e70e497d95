package dev.molly.kind;

import dev.molly.aws.Ask;
import dev.molly.aws.AwsException;
import dev.molly.model.Protection;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.MFADeleteStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.Tag;

/// The calls that read one bucket. Each says whose bucket it must be, so that a name that changed
/// hands is not read.
///
/// For "not set" S3 has an error of its own for each question, and one more for a bucket that is
/// gone.
final class S3Reads {
  private final S3Client s3;
  private final String bucket;
  private final String arn;
  private final String owner;

  /// What one call says of two controls.
  record Versioning(Protection versioning, Protection mfaDelete) {}

  S3Reads(S3Client s3, Resource bucket) {
    this.s3 = s3;
    this.bucket = bucket.ref().identifier();
    this.arn = bucket.ref().arn();
    this.owner = bucket.id().account().value();
  }

  Versioning versioning() {
    try {
      GetBucketVersioningResponse answer =
          Ask.aws(
              "s3:GetBucketVersioning",
              () -> s3.getBucketVersioning(r -> r.bucket(bucket).expectedBucketOwner(owner)));
      return new Versioning(versioning(answer), mfaDelete(answer));
    } catch (AwsException e) {
      Protection unread = unread(e);
      return new Versioning(unread, unread);
    }
  }

  private static Protection versioning(GetBucketVersioningResponse answer) {
    if (answer.status() == BucketVersioningStatus.ENABLED) {
      return new Protection.On("versioning is enabled");
    }
    return new Protection.Off(
        answer.status() == null ? "versioning was never enabled" : "versioning is suspended");
  }

  private static Protection mfaDelete(GetBucketVersioningResponse answer) {
    return answer.mfaDelete() == MFADeleteStatus.ENABLED
        ? new Protection.On("MFA delete is enabled")
        : new Protection.Off("MFA delete is off; only the root user can turn it on");
  }

  Protection objectLock() {
    return protection(
        "s3:GetBucketObjectLockConfiguration",
        () -> s3.getObjectLockConfiguration(r -> r.bucket(bucket).expectedBucketOwner(owner)),
        answer -> objectLock(answer.objectLockConfiguration()),
        "ObjectLockConfigurationNotFoundError",
        new Protection.Off("Object Lock is off"));
  }

  private static Protection objectLock(ObjectLockConfiguration lock) {
    if (lock == null || lock.objectLockEnabled() != ObjectLockEnabled.ENABLED) {
      return new Protection.Off("Object Lock is off");
    }
    return new Protection.On(
        lock.rule() == null
            ? "Object Lock is on, with no retention by default"
            : "Object Lock is on, with a default retention");
  }

  Protection deleteDenied() {
    return protection(
        "s3:GetBucketPolicy",
        () -> s3.getBucketPolicy(r -> r.bucket(bucket).expectedBucketOwner(owner)),
        answer -> DeleteDenied.by(answer.policy(), arn),
        "NoSuchBucketPolicy",
        new Protection.Off("there is no bucket policy"));
  }

  Tags tags() {
    try {
      var answer =
          Ask.aws(
              "s3:GetBucketTagging",
              () -> s3.getBucketTagging(r -> r.bucket(bucket).expectedBucketOwner(owner)));
      return new Tags.Known(
          answer.tagSet().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
    } catch (AwsException e) {
      return e.code().equals("NoSuchTagSet")
          ? new Tags.Known(Map.of())
          : new Tags.Unknown(e.getMessage(), e.missingPermission().orElse(""));
    }
  }

  private static <T> Protection protection(
      String permission,
      Supplier<T> call,
      Function<T, Protection> meaning,
      String notSet,
      Protection ifNotSet) {
    try {
      return meaning.apply(Ask.aws(permission, call));
    } catch (AwsException e) {
      return e.code().equals(notSet) ? ifNotSet : unread(e);
    }
  }

  private static Protection unread(AwsException e) {
    return e.code().equals("NoSuchBucket")
        ? new Protection.NotOffered("it was deleted while the scan ran")
        : Unread.because(e);
  }
}
