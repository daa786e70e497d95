package dev.molly.kind.s3;

import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.text.ShellQuoting;

/// The AWS CLI commands for one bucket. Each names the expected bucket owner.
final class BucketCommands {
  /// S3 bills a PUT, but not a DELETE (https://aws.amazon.com/s3/pricing/).
  static final String REQUEST = "one S3 request";

  private BucketCommands() {}

  static ApiCall call(String api, ResourceRef bucket, String command, String cost) {
    return new ApiCall(api, api, bucket.arn(), command, cost);
  }

  /// Returns the command that shows the bucket policy.
  static String policy(ResourceRef bucket) {
    return command("get-bucket-policy", bucket, "");
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
