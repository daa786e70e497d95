package dev.molly.kind.s3;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.kind.Attribute;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.retire.LifecycleAttributes;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/// Whether a bucket exists. Its only change is the deletion, which has no inverse.
final class BucketExistence implements Attribute<BucketReader> {
  private static final String API = "s3:DeleteBucket";

  @Override
  public ControlId id() {
    return LifecycleAttributes.EXISTENCE;
  }

  @Override
  public String read(AccountSession session, ResourceRef ref, BucketReader bucket) {
    return LifecycleAttributes.THERE;
  }

  @Override
  public Optional<Change> inverse(Change change) {
    return Optional.empty();
  }

  @Override
  public ApiCall call(Change change) {
    return BucketCommands.call(
        API,
        change.resource(),
        BucketCommands.command("delete-bucket", change.resource(), ""),
        "it is gone for good, and anyone can take its name");
  }

  @Override
  public void write(AccountSession session, Change change) {
    ResourceRef bucket = change.resource();
    String owner = bucket.id().account().value();
    S3Client s3 = session.client(S3Client.class, bucket.id().region());
    AwsCalls.call(
        API, () -> s3.deleteBucket(r -> r.bucket(bucket.identifier()).expectedBucketOwner(owner)));
  }
}
