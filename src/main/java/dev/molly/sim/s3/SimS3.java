package dev.molly.sim.s3;

import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimService;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteBucketLifecycleRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketLifecycleResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyStatusRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyStatusResponse;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketRequestPaymentRequest;
import software.amazon.awssdk.services.s3.model.GetBucketRequestPaymentResponse;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.PutObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.PutObjectLockConfigurationResponse;

/// The simulated bucket operations of S3 at one region's endpoint. Every other one throws.
public final class SimS3 implements S3Objects {
  public static final SimService<S3Client> SERVICE =
      SimService.of(S3Client.class, new S3Errors(), SimS3::new).inEachAccount(S3State::new);

  private final SimEndpoint at;
  private final S3State own;
  private final S3Commands writes;

  private SimS3(SimEndpoint at) {
    this.at = at;
    this.own = at.state(S3State.class);
    this.writes = new S3Commands(at);
  }

  @Override
  public SimEndpoint at() {
    return at;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public ListBucketsResponse listBuckets(ListBucketsRequest request) {
    SimEndpoint.only(request, "MaxBuckets", "ContinuationToken", "Prefix", "BucketRegion");
    return at.read(
        "ListBuckets",
        List.of(),
        () ->
            S3Queries.list(request, at.region(), own.buckets.values(), own.leavesBucketRegionsOut));
  }

  /// The endpoint of every region responds. The constraint of us-east-1 is none (S3 API,
  /// GetBucketLocation).
  @Override
  public GetBucketLocationResponse getBucketLocation(GetBucketLocationRequest request) {
    SimEndpoint.only(request, "Bucket", "ExpectedBucketOwner");
    return at.read(
        "GetBucketLocation",
        List.of(request.bucket()),
        () -> {
          SimBucket bucket =
              owned("GetBucketLocation", request.bucket(), request.expectedBucketOwner());
          GetBucketLocationResponse.Builder answer = GetBucketLocationResponse.builder();
          return (bucket.region.equals("us-east-1")
                  ? answer
                  : answer.locationConstraint(bucket.region))
              .build();
        });
  }

  /// The response to a HEAD has no body, so its errors have a status and no code.
  @Override
  public HeadBucketResponse headBucket(HeadBucketRequest request) {
    SimEndpoint.only(request, "Bucket", "ExpectedBucketOwner");
    return at.read(
        "HeadBucket",
        List.of(request.bucket()),
        () -> {
          try {
            SimBucket bucket = here("HeadBucket", request.bucket(), request.expectedBucketOwner());
            return HeadBucketResponse.builder().bucketRegion(bucket.region).build();
          } catch (AwsServiceException e) {
            throw e.statusCode() == 404 ? e : S3Errors.of(e.statusCode(), null, null);
          }
        });
  }

  @Override
  public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
    SimEndpoint.only(request, "Bucket", "ExpectedBucketOwner");
    return read(
        "GetBucketVersioning",
        request.bucket(),
        request.expectedBucketOwner(),
        S3Queries::versioning);
  }

  @Override
  public PutBucketVersioningResponse putBucketVersioning(PutBucketVersioningRequest request) {
    SimEndpoint.only(request, "Bucket", "ExpectedBucketOwner", "VersioningConfiguration");
    return write(
        "PutBucketVersioning",
        request.bucket(),
        request.expectedBucketOwner(),
        bucket -> {
          writes.versioning(bucket, request.versioningConfiguration());
          return PutBucketVersioningResponse.builder().build();
        });
  }

  @Override
  public GetObjectLockConfigurationResponse getObjectLockConfiguration(
      GetObjectLockConfigurationRequest request) {
    SimEndpoint.only(request, "Bucket", "ExpectedBucketOwner");
    return read(
        "GetObjectLockConfiguration",
        request.bucket(),
        request.expectedBucketOwner(),
        S3Queries::objectLock);
  }

  @Override
  public PutObjectLockConfigurationResponse putObjectLockConfiguration(
      PutObjectLockConfigurationRequest request) {
    SimEndpoint.only(request, "Bucket", "ExpectedBucketOwner", "ObjectLockConfiguration");
    return write(
        "PutObjectLockConfiguration",
        request.bucket(),
        request.expectedBucketOwner(),
        bucket -> {
          writes.objectLock(bucket, request.objectLockConfiguration());
          return PutObjectLockConfigurationResponse.builder().build();
        });
  }

  @Override
  public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
    SimEndpoint.only(request, "Bucket", "ExpectedBucketOwner", "MaxKeys");
    return read(
        "ListObjectVersions",
        request.bucket(),
        request.expectedBucketOwner(),
        bucket -> S3Queries.versions(bucket, request.maxKeys()));
  }

  @Override
  public GetBucketReplicationResponse getBucketReplication(GetBucketReplicationRequest request) {
    SimEndpoint.only(request, "Bucket", "ExpectedBucketOwner");
    return read(
        "GetBucketReplication",
        request.bucket(),
        request.expectedBucketOwner(),
        S3Queries::replication);
  }

  @Override
  public GetBucketPolicyResponse getBucketPolicy(GetBucketPolicyRequest request) {
    SimEndpoint.only(request, "Bucket", "ExpectedBucketOwner");
    return read(
        "GetBucketPolicy",
        request.bucket(),
        request.expectedBucketOwner(),
        bucket -> {
          if (bucket.policy == null) {
            throw S3Errors.of(404, "NoSuchBucketPolicy", "The bucket policy does not exist");
          }
          return GetBucketPolicyResponse.builder().policy(bucket.policy).build();
        });
  }

  @Override
  public GetBucketPolicyStatusResponse getBucketPolicyStatus(GetBucketPolicyStatusRequest request) {
    SimEndpoint.only(request, "Bucket", "ExpectedBucketOwner");
    return read(
        "GetBucketPolicyStatus",
        request.bucket(),
        request.expectedBucketOwner(),
        S3Queries::policyStatus);
  }

  @Override
  public GetPublicAccessBlockResponse getPublicAccessBlock(GetPublicAccessBlockRequest request) {
    SimEndpoint.only(request, "Bucket", "ExpectedBucketOwner");
    return read(
        "GetPublicAccessBlock",
        request.bucket(),
        request.expectedBucketOwner(),
        S3Queries::publicAccessBlock);
  }

  @Override
  public PutBucketPolicyResponse putBucketPolicy(PutBucketPolicyRequest request) {
    SimEndpoint.only(
        request, "Bucket", "ExpectedBucketOwner", "Policy", "ConfirmRemoveSelfBucketAccess");
    return write(
        "PutBucketPolicy",
        request.bucket(),
        request.expectedBucketOwner(),
        bucket -> {
          writes.policy(bucket, request.policy());
          return PutBucketPolicyResponse.builder().build();
        });
  }

  @Override
  public DeleteBucketPolicyResponse deleteBucketPolicy(DeleteBucketPolicyRequest request) {
    SimEndpoint.only(request, "Bucket", "ExpectedBucketOwner");
    return write(
        "DeleteBucketPolicy",
        request.bucket(),
        request.expectedBucketOwner(),
        bucket -> {
          writes.noPolicy(bucket);
          return DeleteBucketPolicyResponse.builder().build();
        });
  }

  @Override
  public GetBucketTaggingResponse getBucketTagging(GetBucketTaggingRequest request) {
    SimEndpoint.only(request, "Bucket", "ExpectedBucketOwner");
    return read(
        "GetBucketTagging", request.bucket(), request.expectedBucketOwner(), S3Queries::tagging);
  }

  @Override
  public PutBucketTaggingResponse putBucketTagging(PutBucketTaggingRequest request) {
    SimEndpoint.only(request, "Bucket", "ExpectedBucketOwner", "Tagging");
    return write(
        "PutBucketTagging",
        request.bucket(),
        request.expectedBucketOwner(),
        bucket -> {
          writes.tagging(bucket, request.tagging().tagSet());
          return PutBucketTaggingResponse.builder().build();
        });
  }

  @Override
  public DeleteBucketTaggingResponse deleteBucketTagging(DeleteBucketTaggingRequest request) {
    SimEndpoint.only(request, "Bucket", "ExpectedBucketOwner");
    return write(
        "DeleteBucketTagging",
        request.bucket(),
        request.expectedBucketOwner(),
        bucket -> {
          writes.tagging(bucket, List.of());
          return DeleteBucketTaggingResponse.builder().build();
        });
  }

  @Override
  public GetBucketLifecycleConfigurationResponse getBucketLifecycleConfiguration(
      GetBucketLifecycleConfigurationRequest request) {
    SimEndpoint.only(request, "Bucket", "ExpectedBucketOwner");
    return read(
        "GetBucketLifecycleConfiguration",
        request.bucket(),
        request.expectedBucketOwner(),
        S3Queries::lifecycle);
  }

  @Override
  public PutBucketLifecycleConfigurationResponse putBucketLifecycleConfiguration(
      PutBucketLifecycleConfigurationRequest request) {
    SimEndpoint.only(request, "Bucket", "ExpectedBucketOwner", "LifecycleConfiguration");
    return write(
        "PutBucketLifecycleConfiguration",
        request.bucket(),
        request.expectedBucketOwner(),
        bucket -> {
          writes.lifecycle(bucket, request.lifecycleConfiguration());
          return PutBucketLifecycleConfigurationResponse.builder().build();
        });
  }

  @Override
  public DeleteBucketLifecycleResponse deleteBucketLifecycle(DeleteBucketLifecycleRequest request) {
    SimEndpoint.only(request, "Bucket", "ExpectedBucketOwner");
    return write(
        "DeleteBucketLifecycle",
        request.bucket(),
        request.expectedBucketOwner(),
        bucket -> {
          writes.noLifecycle(bucket);
          return DeleteBucketLifecycleResponse.builder().build();
        });
  }

  @Override
  public GetBucketRequestPaymentResponse getBucketRequestPayment(
      GetBucketRequestPaymentRequest request) {
    SimEndpoint.only(request, "Bucket", "ExpectedBucketOwner");
    return read(
        "GetBucketRequestPayment",
        request.bucket(),
        request.expectedBucketOwner(),
        bucket ->
            GetBucketRequestPaymentResponse.builder()
                .payer(bucket.requesterPays ? "Requester" : "BucketOwner")
                .build());
  }

  @Override
  public DeleteBucketResponse deleteBucket(DeleteBucketRequest request) {
    SimEndpoint.only(request, "Bucket", "ExpectedBucketOwner");
    return write(
        "DeleteBucket",
        request.bucket(),
        request.expectedBucketOwner(),
        bucket -> {
          if (bucket.objects > 0) {
            throw S3Errors.of(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
          }
          own.buckets.remove(bucket.name);
          at.changed();
          return DeleteBucketResponse.builder().build();
        });
  }

  private <T> T read(
      String operation, String name, @Nullable String owner, Function<SimBucket, T> work) {
    return at.read(operation, List.of(name), () -> work.apply(here(operation, name, owner)));
  }

  private <T> T write(
      String operation, String name, @Nullable String owner, Function<SimBucket, T> work) {
    return at.write(operation, List.of(name), () -> work.apply(here(operation, name, owner)));
  }

  private SimBucket here(String operation, String name, @Nullable String expectedOwner) {
    SimBucket bucket = owned(operation, name, expectedOwner);
    if (!bucket.region.equals(at.region())) {
      throw S3Errors.wrongRegion(bucket.region);
    }
    return bucket;
  }

  /// Returns a bucket of this account. Refuses another account's bucket, and a bucket whose
  /// owner is not the expected one. A policy that denies every principal denies its author too:
  /// in AWS only the root user could still remove it.
  private SimBucket owned(String operation, String name, @Nullable String expectedOwner) {
    S3State owner = S3State.owner(at, name);
    boolean expected = expectedOwner == null || expectedOwner.equals(owner.account);
    if (!expected || !owner.account.equals(at.account())) {
      throw S3Errors.accessDenied();
    }
    SimBucket bucket = owner.bucket(name);
    String permission = new S3Errors().permission("s3:" + operation);
    boolean denied =
        bucket
            .parsedPolicy()
            .map(policy -> policy.deniesEveryone(permission, "arn:aws:s3:::" + name))
            .orElse(false);
    if (denied) {
      throw S3Errors.deniedByPolicy(at.account(), permission, name);
    }
    return bucket;
  }
}
