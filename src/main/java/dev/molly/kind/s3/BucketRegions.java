package dev.molly.kind.s3;

import dev.molly.aws.AwsCalls;
import dev.molly.aws.AwsException;
import dev.molly.kind.ReadFailures;
import dev.molly.model.RegionId;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;

/// The regions of the buckets of one listing. A bucket whose region AWS does not tell is in none of
/// them for now; it hides no other one, and is told of at the end.
final class BucketRegions {
  private static final String LOCATION = "s3:GetBucketLocation";

  private final S3Client s3;
  private final List<String> unknown = new ArrayList<>();
  private AwsException why = ReadFailures.unsaid("LocationConstraint");

  BucketRegions(S3Client s3) {
    this.s3 = s3;
  }

  /// Whether a bucket is in a region. A bucket that was deleted since it was listed is in none.
  boolean has(RegionId region, Bucket bucket) {
    try {
      return region.value().equals(of(bucket));
    } catch (AwsException e) {
      if (e.reason() != AwsException.Reason.NOT_FOUND) {
        unknown.add(bucket.name());
        why = e;
      }
      return false;
    }
  }

  /// @throws AwsException when a bucket may be in this region and nobody knows: as AWS's last
  ///     answer about one
  void mustBeKnown() {
    if (!unknown.isEmpty()) {
      throw why.about("the region of bucket %s".formatted(String.join(", ", unknown)));
    }
  }

  /// Stand-ins for S3 may leave the region out, or give every bucket whatever region was asked for.
  private String of(Bucket bucket) {
    return bucket.bucketRegion() != null
        ? bucket.bucketRegion()
        : of(AwsCalls.call(LOCATION, () -> s3.getBucketLocation(r -> r.bucket(bucket.name()))));
  }

  /// S3's first region has no name here, and its second an old one.
  static String of(GetBucketLocationResponse answer) {
    String location = answer.locationConstraintAsString();
    if (location == null || location.isEmpty()) {
      return "us-east-1";
    }
    return location.equals("EU") ? "eu-west-1" : location;
  }
}
