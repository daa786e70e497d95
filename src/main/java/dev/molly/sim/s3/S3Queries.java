package dev.molly.sim.s3;

import dev.molly.sim.core.SimPage;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyStatusResponse;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.ReplicationConfiguration;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.Tag;

/// S3 reads of an account's buckets and of a single bucket.
@SuppressWarnings("deprecation") // A rule of the older form has a prefix beside its filter.
final class S3Queries {

  private static final int MOST_PER_PAGE = 10_000;

  private S3Queries() {}

  /// Returns the account's buckets of all regions, or of the region in the request, which must
  /// be sent to that region then (S3 API, ListBuckets). AWS does not document the code of the
  /// refusal.
  static ListBucketsResponse list(
      ListBucketsRequest request,
      String clientRegion,
      Collection<SimBucket> buckets,
      boolean leavesRegionsOut) {
    String only = request.bucketRegion();
    if (only != null && !only.equals(clientRegion)) {
      throw S3Errors.invalidArgument(
          "Argument value %s is not valid for the endpoint of %s".formatted(only, clientRegion));
    }
    Integer size = request.maxBuckets();
    if (size != null && (size < 1 || size > MOST_PER_PAGE)) {
      throw S3Errors.invalidArgument("Argument maxBuckets must be between 1 and 10000");
    }
    List<SimBucket> found =
        buckets.stream()
            .filter(bucket -> only == null || leavesRegionsOut || only.equals(bucket.region))
            .filter(bucket -> request.prefix() == null || bucket.name.startsWith(request.prefix()))
            .sorted(Comparator.comparing((SimBucket bucket) -> bucket.name))
            .toList();

    SimPage<SimBucket> page =
        SimPage.of(
            found,
            bucket -> bucket.name,
            request.continuationToken(),
            size == null ? MOST_PER_PAGE : size,
            () -> S3Errors.invalidArgument("The continuation token provided is incorrect"));
    boolean asked =
        only != null
            || size != null
            || request.prefix() != null
            || request.continuationToken() != null;
    boolean showsRegion = asked && !leavesRegionsOut;
    return ListBucketsResponse.builder()
        .buckets(page.items().stream().map(bucket -> shape(bucket, showsRegion)).toList())
        .continuationToken(page.next())
        .prefix(request.prefix())
        .build();
  }

  /// Both members are missing for a bucket whose versioning was never set.
  static GetBucketVersioningResponse versioning(SimBucket bucket) {
    GetBucketVersioningResponse.Builder answer =
        GetBucketVersioningResponse.builder().status(bucket.versioning);
    return (bucket.mfaDelete ? answer.mfaDelete("Enabled") : answer).build();
  }

  static GetObjectLockConfigurationResponse objectLock(SimBucket bucket) {
    if (!bucket.objectLock) {
      throw S3Errors.of(
          404,
          "ObjectLockConfigurationNotFoundError",
          "Object Lock configuration does not exist for this bucket");
    }
    SimBucket.Retention retention = bucket.retention;
    return GetObjectLockConfigurationResponse.builder()
        .objectLockConfiguration(
            lock -> {
              lock.objectLockEnabled(bucket.objectLockUnsaid ? null : "Enabled");
              if (retention != null) {
                lock.rule(
                    rule ->
                        rule.defaultRetention(
                            each ->
                                each.mode(retention.mode())
                                    .days(retention.days())
                                    .years(retention.years())));
              }
            })
        .build();
  }

  /// Objects are only counted here, so each gets a key and one version.
  static ListObjectVersionsResponse versions(SimBucket bucket, @Nullable Integer most) {
    int shown = (int) Math.min(most == null ? 1000 : most, bucket.objects);
    return ListObjectVersionsResponse.builder()
        .versions(
            IntStream.range(0, shown)
                .mapToObj(
                    n ->
                        ObjectVersion.builder()
                            .key("object-" + n)
                            .versionId("null")
                            .isLatest(true)
                            .build())
                .toList())
        .isTruncated(shown < bucket.objects)
        .build();
  }

  static GetBucketPolicyStatusResponse policyStatus(SimBucket bucket) {
    if (bucket.policy == null) {
      throw S3Errors.of(404, "NoSuchBucketPolicy", "The bucket policy does not exist");
    }
    boolean open = bucket.parsedPolicy().map(S3Policy::isPublic).orElse(false);
    return GetBucketPolicyStatusResponse.builder()
        .policyStatus(status -> status.isPublic(open))
        .build();
  }

  static GetPublicAccessBlockResponse publicAccessBlock(SimBucket bucket) {
    if (bucket.blocksPublicPolicy == null) {
      throw S3Errors.noPublicAccessBlock();
    }
    return GetPublicAccessBlockResponse.builder()
        .publicAccessBlockConfiguration(
            block ->
                block
                    .blockPublicAcls(false)
                    .ignorePublicAcls(false)
                    .blockPublicPolicy(bucket.blocksPublicPolicy)
                    .restrictPublicBuckets(false))
        .build();
  }

  static GetBucketReplicationResponse replication(SimBucket bucket) {
    if (bucket.replicatedTo == null) {
      throw S3Errors.of(
          404,
          "ReplicationConfigurationNotFoundError",
          "The replication configuration was not found");
    }
    var rule =
        ReplicationRule.builder()
            .status(bucket.replicationDisabled ? "Disabled" : "Enabled")
            .destination(to -> to.bucket(bucket.replicatedTo))
            .build();
    return GetBucketReplicationResponse.builder()
        .replicationConfiguration(
            bucket.replicatedTo.isEmpty()
                ? ReplicationConfiguration.builder().build()
                : ReplicationConfiguration.builder().rules(rule).build())
        .build();
  }

  static GetBucketTaggingResponse tagging(SimBucket bucket) {
    if (bucket.tags.isEmpty()) {
      throw S3Errors.of(404, "NoSuchTagSet", "The TagSet does not exist");
    }
    return GetBucketTaggingResponse.builder()
        .tagSet(
            bucket.tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList())
        .build();
  }

  static GetBucketLifecycleConfigurationResponse lifecycle(SimBucket bucket) {
    if (bucket.lifecycle.isEmpty()) {
      throw S3Errors.of(
          404, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist");
    }
    return GetBucketLifecycleConfigurationResponse.builder()
        .rules(bucket.lifecycle.stream().map(S3Queries::shape).toList())
        .build();
  }

  private static Bucket shape(SimBucket bucket, boolean showsRegion) {
    Bucket.Builder shape = Bucket.builder().name(bucket.name).creationDate(bucket.createdAt);
    return (showsRegion ? shape.bucketRegion(bucket.region) : shape).build();
  }

  private static LifecycleRule shape(SimBucket.LifecycleRule rule) {
    LifecycleRule.Builder shape = LifecycleRule.builder().id(rule.id()).status(rule.status());
    if (rule.older()) {
      shape.prefix(rule.prefix());
    } else {
      shape.filter(filter -> filter.prefix(rule.prefix()));
    }
    if (rule.hasExpiration()) {
      shape.expiration(
          expiration ->
              expiration
                  .days(rule.expirationDays())
                  .date(rule.expirationDate())
                  .expiredObjectDeleteMarker(rule.expiredObjectDeleteMarker()));
    }
    if (rule.noncurrentDays() != null) {
      shape.noncurrentVersionExpiration(each -> each.noncurrentDays(rule.noncurrentDays()));
    }
    if (rule.abortUploadDays() != null) {
      shape.abortIncompleteMultipartUpload(
          each -> each.daysAfterInitiation(rule.abortUploadDays()));
    }
    return shape.build();
  }
}
