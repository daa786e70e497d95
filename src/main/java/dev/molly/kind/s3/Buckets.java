package dev.molly.kind.s3;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.aws.AwsException;
import dev.molly.kind.ReadFailures;
import dev.molly.model.KindId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;

/// Buckets and their tags, as S3 returns them.
final class Buckets {
  static final KindId KIND = new KindId("s3-bucket");

  private Buckets() {}

  static Resource resource(AccountSession session, RegionId region, String name) {
    var ref =
        new ResourceRef(
            new ResourceId(KIND, session.identity().account(), region, name),
            name,
            name,
            "arn:" + session.identity().partition() + ":s3:::" + name);
    return new Resource(ref, "exists", new Tags.Unread(), Map.of());
  }

  static BucketReader reader(AccountSession session, ResourceRef bucket) {
    return new BucketReader(session.client(S3Client.class, bucket.id().region()), bucket);
  }

  /// Returns the reader of a bucket; empty if it is gone. A bucket with the same name in another
  /// region is another bucket: this one was deleted.
  static Optional<BucketReader> describe(AccountSession session, ResourceRef ref) {
    S3Client s3 = session.client(S3Client.class, ref.id().region());
    String owner = ref.id().account().value();
    return AwsCalls.callIfExists(
            "s3:GetBucketLocation",
            () -> s3.getBucketLocation(r -> r.bucket(ref.identifier()).expectedBucketOwner(owner)))
        .filter(answer -> BucketRegions.of(answer).equals(ref.id().region().value()))
        .map(answer -> reader(session, ref));
  }

  static Tags tags(BucketReader bucket) {
    try {
      return new Tags.Known(bucket.tags());
    } catch (AwsException e) {
      return new Tags.Unknown(e.getMessage(), e.missingPermission().orElse(""));
    }
  }

  /// Returns what a read means, for a scan. A protection that could not be read is Unknown.
  static Protection read(Supplier<Protection> meaning) {
    try {
      return meaning.get();
    } catch (AwsException e) {
      return unread(e);
    }
  }

  static Protection unread(AwsException e) {
    return e.code().equals("NoSuchBucket")
        ? new Protection.NotOffered("it was deleted while the scan ran")
        : ReadFailures.because(e);
  }
}
