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
import dev.molly.text.ShellQuoting;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/// The bucket policy that denies the deletion. The setting is the text of the policy; empty if
/// there is none.
final class DeleteDenied extends BucketControl {
  static final ControlId ID = new ControlId("delete-denied");

  DeleteDenied() {
    super(
        new Control(
                ID,
                Measure.SWITCH,
                "s3-delete-denied",
                "the bucket policy denies the bucket's deletion to everyone")
            .documentedAt(
                "https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html")
            .inTerraform("aws_s3_bucket_policy.policy denies s3:DeleteBucket"));
  }

  @Override
  String setting(BucketReader bucket) {
    return bucket.policy();
  }

  @Override
  public String canonical(String setting) {
    return BucketPolicy.canonical(setting);
  }

  @Override
  String readApi() {
    return "s3:GetBucketPolicy";
  }

  @Override
  Map<ControlId, Protection> protections(BucketReader reader, ResourceRef bucket) {
    return Map.of(
        ID,
        Buckets.read(
            () -> {
              String policy = reader.policy();
              return policy.isEmpty()
                  ? new Protection.Off("there is no bucket policy")
                  : DeleteDenyCheck.by(policy, bucket.arn());
            }));
  }

  @Override
  Remediation remediation(AccountSession session, ResourceRef bucket, String now) {
    return BucketPolicy.denyingDelete(ID, now, bucket.arn());
  }

  /// Only the policy with molly's statement added to it is known to take nothing away.
  @Override
  public boolean protects(Change change) {
    return BucketPolicy.denyingDelete(ID, change.from(), change.resource().arn())
            instanceof Remediation.Fix(_, _, var to)
        && change.to().equals(to);
  }

  /// A put of a bucket policy replaces the existing one.
  @Override
  Optional<String> fix(Resource scanned) {
    return Optional.empty();
  }

  /// Molly adds its statement to the policy that is there.
  @Override
  boolean isProtectable(Resource scanned) {
    return true;
  }

  @Override
  public ApiCall call(Change change) {
    ResourceRef bucket = change.resource();
    if (change.to().isEmpty()) {
      String command = BucketCommands.command("delete-bucket-policy", bucket, "");
      return BucketCommands.call("s3:DeleteBucketPolicy", bucket, command, "");
    }
    String command =
        BucketCommands.command(
            "put-bucket-policy", bucket, "--policy " + ShellQuoting.quote(change.to()));
    return BucketCommands.call("s3:PutBucketPolicy", bucket, command, cost(change));
  }

  private static String cost(Change change) {
    boolean closes =
        isClosed(change.to(), change.resource()) && !isClosed(change.from(), change.resource());
    return closes ? "all access to its objects is refused from then on" : BucketCommands.REQUEST;
  }

  private static boolean isClosed(String policy, ResourceRef bucket) {
    return QuarantineStatement.in(policy, bucket.arn()).state() == QuarantineStatement.State.CLOSED;
  }

  @Override
  String words() {
    return "bucket policy";
  }

  @Override
  void put(S3Client s3, String permission, Change change) {
    String bucket = change.resource().identifier();
    String owner = change.resource().id().account().value();
    if (change.to().isEmpty()) {
      AwsCalls.call(
          permission,
          () -> s3.deleteBucketPolicy(r -> r.bucket(bucket).expectedBucketOwner(owner)));
      return;
    }
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
                .formatted(BucketCommands.command("delete-bucket-policy", bucket, ""), id);
    return e.saying(
        "S3 does not take back the bucket policy as it was, so it is still in quarantine: %s; put the policy right (%s), then: molly restore %s; or %s"
            .formatted(
                e.getMessage().replaceFirst("\\.$", ""), BucketCommands.policy(bucket), id, lift));
  }
}
