package dev.molly.kind.s3;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.aws.AwsException;
import dev.molly.kind.Remediation;
import dev.molly.model.Control;
import dev.molly.model.Control.Measure;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;

/// Versioning: `never`, `suspended` or `enabled`.
final class Versioning extends BucketControl {
  static final ControlId ID = new ControlId("versioning");
  static final String NEVER = "never";
  static final String SUSPENDED = "suspended";
  static final String ENABLED = "enabled";

  /// The settings that a record may hold.
  static final Set<String> ALL = Set.of(NEVER, SUSPENDED, ENABLED);

  private final MfaDelete mfaDelete;

  Versioning(MfaDelete mfaDelete) {
    super(
        new Control(
                ID,
                Measure.SWITCH,
                "s3-versioning",
                "what is overwritten or deleted can be had back")
            .documentedAt("https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html")
            .inTerraform("aws_s3_bucket_versioning.versioning_configuration.status = \"Enabled\""));
    this.mfaDelete = mfaDelete;
  }

  @Override
  String setting(BucketReader bucket) {
    return of(bucket.versioning());
  }

  static String of(GetBucketVersioningResponse answer) {
    if (answer.status() == BucketVersioningStatus.ENABLED) {
      return ENABLED;
    }
    return answer.status() == null ? NEVER : SUSPENDED;
  }

  @Override
  String readApi() {
    return "s3:GetBucketVersioning";
  }

  /// One call returns two controls.
  @Override
  Map<ControlId, Protection> protections(BucketReader reader, ResourceRef bucket) {
    try {
      GetBucketVersioningResponse answer = reader.versioning();
      return Map.of(ID, protection(answer), MfaDelete.ID, MfaDelete.protection(answer));
    } catch (AwsException e) {
      return Map.of(ID, Buckets.unread(e), MfaDelete.ID, Buckets.unread(e));
    }
  }

  private static Protection protection(GetBucketVersioningResponse answer) {
    return switch (of(answer)) {
      case ENABLED -> new Protection.On("versioning is enabled");
      case NEVER -> new Protection.Off("versioning was never enabled");
      default -> new Protection.Off("versioning is suspended");
    };
  }

  /// With MFA delete on, only the root user can change versioning.
  @Override
  Remediation remediation(AccountSession session, ResourceRef bucket, String now) {
    Remediation enable = Remediation.set(ID, now, ENABLED);
    return enable instanceof Remediation.Fix && mfaDelete.isOn(session, bucket)
        ? MfaDelete.onlyForRoot(bucket)
        : enable;
  }

  @Override
  Optional<String> fix(Resource scanned) {
    return scanned.controls().get(mfaDelete.id()) instanceof Protection.On
        ? Optional.empty()
        : Optional.of(call(new Change(scanned.ref(), ID, SUSPENDED, ENABLED)).command());
  }

  @Override
  public boolean protects(Change change) {
    return change.to().equals(ENABLED);
  }

  /// Versioning that was never on before can only be suspended again.
  @Override
  public Optional<Change> inverse(Change change) {
    String before = change.from().equals(NEVER) ? SUSPENDED : change.from();
    return Optional.of(new Change(change.resource(), ID, change.to(), before));
  }

  @Override
  public ApiCall call(Change change) {
    String option = "--versioning-configuration Status=" + status(change);
    return BucketCommands.call(
        "s3:PutBucketVersioning",
        change.resource(),
        BucketCommands.command("put-bucket-versioning", change.resource(), option),
        cost(change));
  }

  /// Source: S3 API Reference, PutBucketVersioning.
  private static String cost(Change change) {
    if (!change.to().equals(ENABLED)) {
      return "the old versions that are there stay, and are billed until they are deleted";
    }
    String old = "old versions are stored and billed until they are deleted";
    return change.from().equals(NEVER)
        ? old + "; AWS recommends waiting 15 minutes before objects are written or deleted"
        : old;
  }

  @Override
  void put(S3Client s3, String permission, Change change) {
    String bucket = change.resource().identifier();
    String owner = change.resource().id().account().value();
    var status = status(change);
    AwsCalls.call(
        permission,
        () ->
            s3.putBucketVersioning(
                r ->
                    r.bucket(bucket)
                        .expectedBucketOwner(owner)
                        .versioningConfiguration(v -> v.status(status))));
  }

  private static BucketVersioningStatus status(Change change) {
    return switch (change.to()) {
      case ENABLED -> BucketVersioningStatus.ENABLED;
      case SUSPENDED -> BucketVersioningStatus.SUSPENDED;
      default -> throw new IllegalArgumentException("S3 does not take a bucket to " + change.to());
    };
  }
}
