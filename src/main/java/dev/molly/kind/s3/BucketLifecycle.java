package dev.molly.kind.s3;

import dev.molly.aws.AccountSession;
import dev.molly.kind.Attribute;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.retire.LifecycleAttributes;
import software.amazon.awssdk.services.s3.S3Client;

/// The lifecycle configuration of a bucket, with the setting of [LifecycleRules].
final class BucketLifecycle implements Attribute<BucketReader> {
  @Override
  public ControlId id() {
    return LifecycleAttributes.LIFECYCLE;
  }

  @Override
  public String read(AccountSession session, ResourceRef ref, BucketReader bucket) {
    return LifecycleRules.of(s3(session, ref), ref).setting();
  }

  @Override
  public ApiCall call(Change change) {
    ResourceRef bucket = change.resource();
    boolean none = change.to().isEmpty();
    String command =
        none
            ? BucketCommands.command("delete-bucket-lifecycle", bucket, "")
            : BucketCommands.command(
                "put-bucket-lifecycle-configuration",
                bucket,
                LifecycleRules.options(bucket, change.to()));
    return new ApiCall(
        none ? "s3:DeleteBucketLifecycle" : "s3:PutBucketLifecycleConfiguration",
        "s3:PutLifecycleConfiguration",
        bucket.arn(),
        command,
        LifecycleRules.isEmptying(change.to())
            ? "S3 deletes every object and every version in it, for good, from about a day on"
            : none ? "" : BucketCommands.REQUEST);
  }

  @Override
  public void write(AccountSession session, Change change) {
    LifecycleRules.put(s3(session, change.resource()), change.resource(), change.to());
  }

  private static S3Client s3(AccountSession session, ResourceRef bucket) {
    return session.client(S3Client.class, bucket.id().region());
  }
}
