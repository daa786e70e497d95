package dev.molly.sim.s3;

import dev.molly.sim.core.ServiceErrors;
import dev.molly.sim.core.SimEndpoint;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// The errors of S3. Codes: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
public final class S3Errors implements ServiceErrors {

  /// The S3 operations whose permission has another name (IAM service authorization reference).
  private static final Map<String, String> PERMISSIONS =
      Map.ofEntries(
          Map.entry("s3:ListBuckets", "s3:ListAllMyBuckets"),
          Map.entry("s3:HeadBucket", "s3:ListBucket"),
          Map.entry("s3:ListObjectVersions", "s3:ListBucketVersions"),
          Map.entry("s3:DeleteBucketTagging", "s3:PutBucketTagging"),
          Map.entry("s3:GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration"),
          Map.entry("s3:PutObjectLockConfiguration", "s3:PutBucketObjectLockConfiguration"),
          Map.entry("s3:GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock"),
          Map.entry("s3:GetAccountPublicAccessBlock", "s3:GetAccountPublicAccessBlock"),
          Map.entry("s3:GetBucketReplication", "s3:GetReplicationConfiguration"),
          Map.entry("s3:GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration"),
          Map.entry("s3:PutBucketLifecycleConfiguration", "s3:PutLifecycleConfiguration"),
          Map.entry("s3:DeleteBucketLifecycle", "s3:PutLifecycleConfiguration"));

  @Override
  public String service() {
    return "s3";
  }

  @Override
  public String permission(String api) {
    return PERMISSIONS.getOrDefault(api, api);
  }

  @Override
  public Collection<String> otherPermissions() {
    return PERMISSIONS.values();
  }

  @Override
  public String arn(String account, String region, String permission, String resource) {
    return "arn:aws:s3:::" + resource;
  }

  @Override
  public AwsServiceException denied(String message) {
    return of(403, "AccessDenied", message);
  }

  @Override
  public AwsServiceException throttled() {
    return of(503, "SlowDown", "Please reduce your request rate.");
  }

  @Override
  public AwsServiceException serverError() {
    return of(500, "InternalError", "We encountered an internal error. Please try again.");
  }

  static AwsServiceException noSuchBucket() {
    return ServiceErrors.fill(
            NoSuchBucketException.builder(),
            "S3",
            404,
            "NoSuchBucket",
            "The specified bucket does not exist")
        .build();
  }

  static AwsServiceException accessDenied() {
    return of(403, "AccessDenied", "Access Denied");
  }

  /// The wording of AWS (IAM guide, "Access denied error message examples").
  static AwsServiceException deniedByPolicy(String account, String permission, String bucket) {
    return of(
        403,
        "AccessDenied",
        "User: %s is not authorized to perform: %s on resource: \"arn:aws:s3:::%s\" with an explicit deny in a resource-based policy"
            .formatted(SimEndpoint.callerArn(account), permission, bucket));
  }

  /// The wording of AWS: https://github.com/torchbox/buckup/pull/18 has the older, shorter one.
  static AwsServiceException publicPolicy(String account, String bucket) {
    return of(
        403,
        "AccessDenied",
        "User: %s is not authorized to perform: s3:PutBucketPolicy on resource: \"arn:aws:s3:::%s\" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access."
            .formatted(SimEndpoint.callerArn(account), bucket));
  }

  static AwsServiceException noPublicAccessBlock() {
    return of(
        404,
        "NoSuchPublicAccessBlockConfiguration",
        "The public access block configuration was not found");
  }

  /// S3 names the region of the bucket in a header.
  static AwsServiceException wrongRegion(String region) {
    AwsServiceException plain =
        of(
            301,
            "PermanentRedirect",
            "The bucket you are attempting to access must be addressed using the specified"
                + " endpoint. Please send all future requests to this endpoint.");
    SdkHttpResponse head =
        SdkHttpResponse.builder().statusCode(301).putHeader("x-amz-bucket-region", region).build();
    return plain.toBuilder()
        .awsErrorDetails(plain.awsErrorDetails().toBuilder().sdkHttpResponse(head).build())
        .build();
  }

  static AwsServiceException noSuchKey() {
    return of(404, "NoSuchKey", "The specified key does not exist.");
  }

  static AwsServiceException invalidArgument(String message) {
    return of(400, "InvalidArgument", message);
  }

  static AwsServiceException of(int status, @Nullable String code, @Nullable String message) {
    return ServiceErrors.fill(S3Exception.builder(), "S3", status, code, message).build();
  }
}
