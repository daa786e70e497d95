package dev.molly.kind.s3;

import dev.molly.aws.AwsException;
import dev.molly.kind.OnOff;
import dev.molly.kind.ReadFailures;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;

/// Reads the protection that the settings of one bucket provide, for a scan. A protection that
/// could not be read is Unknown.
final class BucketProtectionReader {
  private final BucketReader settings;
  private final String arn;

  BucketProtectionReader(BucketReader settings, ResourceRef bucket) {
    this.settings = settings;
    this.arn = bucket.arn();
  }

  /// Reads two controls with one call.
  Map<ControlId, Protection> versioningAndMfaDelete() {
    ControlId versioning = BucketKind.VERSIONING.id();
    ControlId mfaDelete = BucketKind.MFA_DELETE.id();
    try {
      GetBucketVersioningResponse answer = settings.versioning();
      return Map.of(versioning, versioning(answer), mfaDelete, mfaDelete(answer));
    } catch (AwsException e) {
      return Map.of(versioning, unread(e), mfaDelete, unread(e));
    }
  }

  private static Protection versioning(GetBucketVersioningResponse answer) {
    return switch (BucketReader.versioning(answer)) {
      case BucketReader.ENABLED -> new Protection.On("versioning is enabled");
      case BucketReader.NEVER -> new Protection.Off("versioning was never enabled");
      default -> new Protection.Off("versioning is suspended");
    };
  }

  private static Protection mfaDelete(GetBucketVersioningResponse answer) {
    return OnOff.isOn(BucketReader.mfaDelete(answer))
        ? new Protection.On("MFA delete is enabled")
        : new Protection.Off("MFA delete is off; only the root user can turn it on");
  }

  Protection objectLock() {
    return read(
        () ->
            settings
                .objectLock()
                .map(BucketProtectionReader::locked)
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
              : DeleteDenyCheck.by(policy, arn);
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
        : ReadFailures.because(e);
  }
}
