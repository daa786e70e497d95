package dev.molly.kind;

import dev.molly.aws.AwsException;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;

/// What the settings of one bucket say of its protection, for a scan: what could not be read is
/// Unknown.
final class S3Reads {
  private final S3Settings settings;
  private final String arn;

  S3Reads(S3Settings settings, ResourceRef bucket) {
    this.settings = settings;
    this.arn = bucket.arn();
  }

  /// One call tells of two controls.
  Map<ControlId, Protection> versioningAndMfaDelete() {
    ControlId versioning = S3Bucket.VERSIONING.id();
    ControlId mfaDelete = S3Bucket.MFA_DELETE.id();
    try {
      GetBucketVersioningResponse answer = settings.versioning();
      return Map.of(versioning, versioning(answer), mfaDelete, mfaDelete(answer));
    } catch (AwsException e) {
      return Map.of(versioning, unread(e), mfaDelete, unread(e));
    }
  }

  private static Protection versioning(GetBucketVersioningResponse answer) {
    return switch (S3Settings.versioning(answer)) {
      case S3Settings.ENABLED -> new Protection.On("versioning is enabled");
      case S3Settings.NEVER -> new Protection.Off("versioning was never enabled");
      default -> new Protection.Off("versioning is suspended");
    };
  }

  private static Protection mfaDelete(GetBucketVersioningResponse answer) {
    return Switch.isOn(S3Settings.mfaDelete(answer))
        ? new Protection.On("MFA delete is enabled")
        : new Protection.Off("MFA delete is off; only the root user can turn it on");
  }

  Protection objectLock() {
    return read(
        () ->
            settings
                .objectLock()
                .map(S3Reads::locked)
                .orElse(new Protection.Off("Object Lock is off")));
  }

  private static Protection locked(ObjectLockConfiguration lock) {
    return new Protection.On(
        lock.rule() == null
            ? "Object Lock is on, with no retention by default"
            : "Object Lock is on, with a default retention");
  }

  Protection deleteDenied() {
    return read(
        () -> {
          String policy = settings.policy();
          return policy.isEmpty()
              ? new Protection.Off("there is no bucket policy")
              : DeleteDenied.by(policy, arn);
        });
  }

  Tags tags() {
    try {
      return new Tags.Known(settings.tags());
    } catch (AwsException e) {
      return new Tags.Unknown(e.getMessage(), e.missingPermission().orElse(""));
    }
  }

  private static Protection read(Supplier<Protection> meaning) {
    try {
      return meaning.get();
    } catch (AwsException e) {
      return unread(e);
    }
  }

  private static Protection unread(AwsException e) {
    return e.code().equals("NoSuchBucket")
        ? new Protection.NotOffered("it was deleted while the scan ran")
        : Unread.because(e);
  }
}
