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

/// The regions of the buckets of one listing. A bucket whose region AWS does not report is in
/// none of them for now; it does not hide the other buckets, and is reported at the end.
final class BucketRegions {
  private static final String LOCATION = "s3:GetBucketLocation";

  private final S3Client s3;
  private final List<String> unknown = new ArrayList<>();
  private AwsException why = ReadFailures.unsaid("LocationConstraint");

  BucketRegions(S3Client s3) {
    this.s3 = s3;
  }

  /// Returns whether a bucket is in a region. A bucket that was deleted since the listing is in
  /// none.
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

  /// @throws AwsException if a bucket may be in this region but its region is unknown: AWS's
  ///     last error about such a bucket
  void mustBeKnown() {
    if (!unknown.isEmpty()) {
      throw why.about("the region of bucket %s".formatted(String.join(", ", unknown)));
    }
  }

  /// S3-compatible stand-ins may omit the region, or return every bucket regardless of the
  /// requested region.
  private String of(Bucket bucket) {
    return bucket.bucketRegion() != null
        ? bucket.bucketRegion()
        : of(AwsCalls.call(LOCATION, () -> s3.getBucketLocation(r -> r.bucket(bucket.name()))));
  }

  /// For historical reasons, S3's first region has no name in this response, and its second
  /// region has an old one.
  static String of(GetBucketLocationResponse answer) {
    String location = answer.locationConstraintAsString();
    if (location == null || location.isEmpty()) {
      return "us-east-1";
    }
    return location.equals("EU") ? "eu-west-1" : location;
  }
}
