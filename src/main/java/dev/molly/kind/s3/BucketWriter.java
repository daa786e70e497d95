package dev.molly.kind.s3;

import dev.molly.aws.AwsCalls;
import dev.molly.aws.AwsException;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.text.ShellQuoting;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/// Performs the writes to one bucket. Each call names the expected bucket owner.
final class BucketWriter {
  /// S3 bills a PUT, but not a DELETE (https://aws.amazon.com/s3/pricing/).
  static final String REQUEST = "one S3 request";

  private BucketWriter() {}

  static ApiCall call(Change change) {
    ResourceRef bucket = change.resource();
    if (change.control().equals(BucketKind.VERSIONING.id())) {
      String option = "--versioning-configuration Status=" + status(change);
      String command = command("put-bucket-versioning", bucket, option);
      return call("s3:PutBucketVersioning", bucket, command, versioningCost(change));
    }
    if (!change.control().equals(BucketKind.DELETE_DENIED.id())) {
      throw new IllegalArgumentException("molly does not write " + change.control());
    }
    if (change.to().isEmpty()) {
      String command = command("delete-bucket-policy", bucket, "");
      return call("s3:DeleteBucketPolicy", bucket, command, "");
    }
    String command =
        command("put-bucket-policy", bucket, "--policy " + ShellQuoting.quote(change.to()));
    return call("s3:PutBucketPolicy", bucket, command, policyCost(change));
  }

  static String objectLockCommand(ResourceRef bucket) {
    return command(
        "put-object-lock-configuration",
        bucket,
        "--object-lock-configuration ObjectLockEnabled=Enabled");
  }

  static String mfaDeleteCommand(ResourceRef bucket) {
    return command(
        "put-bucket-versioning",
        bucket,
        "--versioning-configuration Status=Enabled,MFADelete=Enabled --mfa 'SERIAL CODE'");
  }

  /// Performs a change. A read of S3's configuration may be stale for a while, and a put
  /// replaces the existing setting: it is therefore read once more directly before, and nothing
  /// is written if it changed.
  ///
  /// @throws AwsException if the setting changed, or AWS refuses or does not answer
  static void perform(S3Client s3, Change change) {
    mustStillBe(new BucketReader(s3, change.resource()).of(change.control()), change);
    String bucket = change.resource().identifier();
    String owner = change.resource().id().account().value();
    String permission = call(change).permission();
    if (change.control().equals(BucketKind.VERSIONING.id())) {
      var status = status(change);
      AwsCalls.call(
          permission,
          () ->
              s3.putBucketVersioning(
                  r ->
                      r.bucket(bucket)
                          .expectedBucketOwner(owner)
                          .versioningConfiguration(v -> v.status(status))));
    } else if (change.to().isEmpty()) {
      AwsCalls.call(
          permission,
          () -> s3.deleteBucketPolicy(r -> r.bucket(bucket).expectedBucketOwner(owner)));
    } else {
      try {
        AwsCalls.call(
            permission,
            () ->
                s3.putBucketPolicy(
                    r -> r.bucket(bucket).expectedBucketOwner(owner).policy(change.to())));
      } catch (AwsException e) {
        throw e.reason() == AwsException.Reason.REFUSED ? refused(e, change) : e;
      }
    }
  }

  /// S3 may refuse a policy that it accepted before: a principal in it was deleted since, or
  /// public policies are blocked. In that case the quarantine can be lifted without the policy's
  /// grants, or without the policy.
  private static AwsException refused(AwsException e, Change change) {
    ResourceRef bucket = change.resource();
    if (!QuarantineStatement.isLifted(change.from(), change.to(), bucket.arn())) {
      return e;
    }
    String id = ShellQuoting.quote(bucket.identifier());
    String lift =
        QuarantineStatement.allowsSomething(change.to())
            ? "lift the quarantine without what the policy allows, which stays in the journal: molly restore %s --without-grants"
                .formatted(id)
            : "take the policy away (%s), then: molly restore %s"
                .formatted(command("delete-bucket-policy", bucket, ""), id);
    return e.saying(
        "S3 does not take back the bucket policy as it was, so it is still in quarantine: %s; put the policy right (aws s3api get-bucket-policy --bucket %s), then: molly restore %s; or %s"
            .formatted(e.getMessage().replaceFirst("\\.$", ""), id, id, lift));
  }

  private static void mustStillBe(String now, Change change) {
    boolean policy = change.control().equals(BucketKind.DELETE_DENIED.id());
    boolean still =
        policy
            ? BucketPolicy.canonical(now).equals(BucketPolicy.canonical(change.from()))
            : now.equals(change.from());
    if (!still) {
      throw new AwsException(
          AwsException.Reason.REFUSED,
          "%s: its %s changed just now, so nothing was written"
              .formatted(
                  change.resource().identifier(), policy ? "bucket policy" : change.control()));
    }
  }

  private static BucketVersioningStatus status(Change change) {
    return switch (change.to()) {
      case BucketReader.ENABLED -> BucketVersioningStatus.ENABLED;
      case BucketReader.SUSPENDED -> BucketVersioningStatus.SUSPENDED;
      default -> throw new IllegalArgumentException("S3 does not take a bucket to " + change.to());
    };
  }

  /// Source: S3 API Reference, PutBucketVersioning.
  private static String versioningCost(Change change) {
    if (!change.to().equals(BucketReader.ENABLED)) {
      return "the old versions that are there stay, and are billed until they are deleted";
    }
    String old = "old versions are stored and billed until they are deleted";
    return change.from().equals(BucketReader.NEVER)
        ? old + "; AWS recommends waiting 15 minutes before objects are written or deleted"
        : old;
  }

  private static String policyCost(Change change) {
    boolean closes =
        isClosed(change.to(), change.resource()) && !isClosed(change.from(), change.resource());
    return closes ? "all access to its objects is refused from then on" : REQUEST;
  }

  private static boolean isClosed(String policy, ResourceRef bucket) {
    return QuarantineStatement.in(policy, bucket.arn()).state() == QuarantineStatement.State.CLOSED;
  }

  static ApiCall call(String api, ResourceRef bucket, String command, String cost) {
    return new ApiCall(api, api, bucket.arn(), command, cost);
  }

  static String command(String verb, ResourceRef bucket, String option) {
    return "aws s3api %s --region %s --bucket %s --expected-bucket-owner %s %s"
        .formatted(
            verb,
            bucket.id().region(),
            ShellQuoting.quote(bucket.identifier()),
            bucket.id().account(),
            option)
        .strip();
  }
}
