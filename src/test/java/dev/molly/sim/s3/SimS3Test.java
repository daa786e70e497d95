package dev.molly.sim.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.molly.sim.SimAccount;
import dev.molly.sim.SimCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

class SimS3Test {

  private static final String DENY =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":%s,"Action":%s,\
      "Resource":["arn:aws:s3:::data","arn:aws:s3:::data/*"]%s}}\
      """;

  private final SimCloud cloud = new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 1);
  private final SimAccount account = cloud.account("111122223333");
  private final S3Client s3 = account.s3("us-east-1");

  @Test
  void refusesToDeleteABucketThatIsNotEmpty() {
    bucket("data").holding(1, 10);

    refused(() -> s3.deleteBucket(r -> r.bucket("data")), 409, "BucketNotEmpty");

    account.bucketHolds("data", 0, 0);
    s3.deleteBucket(r -> r.bucket("data"));
    assertThat(s3.listBuckets().buckets()).isEmpty();
  }

  @Test
  void refusesToDeleteWhatAPolicyDeniesToEveryone() {
    for (String action : List.of("\"s3:DeleteBucket\"", "[\"s3:Delete*\"]", "\"s3:*\"", "\"*\"")) {
      S3Client client = withPolicy(DENY.formatted("{\"AWS\":\"*\"}", action, ""));

      refused(() -> client.deleteBucket(r -> r.bucket("data")), 403, "AccessDenied");
    }
  }

  @Test
  void enforcesNoDenialThatIsConditionalOrForSomebody() {
    String condition = ",\"Condition\":{\"StringNotEquals\":{\"aws:PrincipalTag/a\":\"b\"}}";
    withPolicy(DENY.formatted("\"*\"", "\"s3:DeleteBucket\"", condition))
        .deleteBucket(r -> r.bucket("data"));
    withPolicy(DENY.formatted("{\"AWS\":\"arn:aws:iam::1:root\"}", "\"s3:*\"", ""))
        .deleteBucket(r -> r.bucket("data"));
    withPolicy(DENY.formatted("\"*\"", "\"s3:PutObject\"", "")).deleteBucket(r -> r.bucket("data"));
  }

  @Test
  void aPolicyThatDeniesEverythingLocksItsAuthorOut() {
    S3Client client = withPolicy(DENY.formatted("\"*\"", "\"s3:*\"", ""));

    refused(() -> client.deleteBucketPolicy(r -> r.bucket("data")), 403, "AccessDenied");
  }

  @Test
  void refusesPoliciesThatAreNoJsonOrTooLarge() {
    bucket("data");

    refused(() -> putPolicy("Deny everything"), 400, "MalformedPolicy");
    refused(() -> putPolicy("[]"), 400, "MalformedPolicy");
    refused(() -> putPolicy(" ".repeat(20 * 1024) + "{\"Statement\":[]}"), 400, "PolicyTooLarge");
  }

  @Test
  void answersWithAnErrorWhereNothingIsConfigured() {
    bucket("data");

    refused(() -> s3.getBucketPolicy(r -> r.bucket("data")), 404, "NoSuchBucketPolicy");
    refused(() -> s3.getBucketTagging(r -> r.bucket("data")), 404, "NoSuchTagSet");
    refused(
        () -> s3.getObjectLockConfiguration(r -> r.bucket("data")),
        404,
        "ObjectLockConfigurationNotFoundError");
    refused(
        () -> s3.getBucketLifecycleConfiguration(r -> r.bucket("data")),
        404,
        "NoSuchLifecycleConfiguration");
    refused(() -> s3.getBucketVersioning(r -> r.bucket("gone")), 404, "NoSuchBucket");
    assertThat(s3.getBucketVersioning(r -> r.bucket("data")).status()).isNull();
  }

  @Test
  void sendsCallersToTheBucketsOwnRegion() {
    account.createBucket("eu-west-1", "european", one -> {});

    refused(() -> s3.getBucketVersioning(r -> r.bucket("european")), 301, "PermanentRedirect");

    assertThat(s3.getBucketLocation(r -> r.bucket("european")).locationConstraintAsString())
        .isEqualTo("eu-west-1");
  }

  @Test
  void hasNoLocationConstraintInUsEast1() {
    bucket("data");

    assertThat(s3.getBucketLocation(r -> r.bucket("data")).locationConstraintAsString()).isNull();
  }

  @Test
  void aHeadFailsWithAStatusAndNoCode() {
    account.createBucket("eu-west-1", "european", one -> {});

    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> s3.headBucket(r -> r.bucket("european")))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(301))
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isNull());
  }

  @Test
  void refusesAnotherOwnerThanExpected() {
    bucket("data");
    cloud.account("444455556666").createBucket("us-east-1", "theirs", one -> {});

    refused(
        () -> s3.deleteBucket(r -> r.bucket("data").expectedBucketOwner("444455556666")),
        403,
        "AccessDenied");
    refused(() -> s3.getBucketVersioning(r -> r.bucket("theirs")), 403, "AccessDenied");
  }

  @Test
  void tellsTheRegionOnlyWhenTheListingIsAskedSomething() {
    bucket("data");

    assertThat(s3.listBuckets().buckets()).extracting(Bucket::bucketRegion).containsOnlyNulls();
    assertThat(s3.listBuckets(r -> r.maxBuckets(10)).buckets())
        .extracting(Bucket::bucketRegion)
        .containsExactly("us-east-1");
  }

  @Test
  void listsOneRegionOnlyThroughThatRegionsEndpoint() {
    bucket("data");
    account.createBucket("eu-west-1", "european", one -> {});

    assertThat(s3.listBuckets(r -> r.bucketRegion("us-east-1")).buckets())
        .extracting(Bucket::name)
        .containsExactly("data");
    refused(() -> s3.listBuckets(r -> r.bucketRegion("eu-west-1")), 400, "InvalidArgument");
  }

  @Test
  void handsOutEveryBucketOnceOverItsPages() {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      bucket(name);
    }

    List<String> names =
        s3
            .listBucketsPaginator(ListBucketsRequest.builder().maxBuckets(2).build())
            .buckets()
            .stream()
            .map(Bucket::name)
            .toList();

    assertThat(names).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void cannotSuspendVersioningUnderObjectLockOrMfaDelete() {
    account.createBucket("us-east-1", "locked", one -> one.objectLock("GOVERNANCE", 30));
    account.createBucket("us-east-1", "mfa", SimBucket::mfaDelete);

    refused(() -> suspend("locked"), 409, "InvalidBucketState");
    refused(() -> suspend("mfa"), 403, "AccessDenied");
  }

  @Test
  void objectLockNeedsVersioningFirst() {
    bucket("data");

    refused(() -> lock("data"), 409, "InvalidBucketState");

    s3.putBucketVersioning(r -> r.bucket("data").versioningConfiguration(v -> v.status("Enabled")));
    lock("data");
    assertThat(
            s3.getObjectLockConfiguration(r -> r.bucket("data"))
                .objectLockConfiguration()
                .objectLockEnabledAsString())
        .isEqualTo("Enabled");
  }

  @Test
  void replacesTheWholeTagSet() {
    bucket("data").tagged("env", "production").tagged("team", "data");

    s3.putBucketTagging(
        r ->
            r.bucket("data")
                .tagging(t -> t.tagSet(Tag.builder().key("molly:retire").value("v1").build())));

    assertThat(account.bucket("data").tags()).containsOnlyKeys("molly:retire");
  }

  @Test
  void refusesALifecycleBesideMfaDelete() {
    account.createBucket("us-east-1", "mfa", SimBucket::mfaDelete);

    refused(() -> putRules("mfa", expiration()), 400, "InvalidRequest");
  }

  @Test
  void anExpirationEmptiesABucketWithoutVersionsAtMidnight() {
    bucket("data").holding(5, 500);

    putRules("data", expiration());

    cloud.clock().advance(Duration.ofHours(39));
    assertThat(account.bucket("data").objects()).isEqualTo(5);
    cloud.clock().advance(Duration.ofHours(1));
    assertThat(account.bucket("data").objects()).isZero();
  }

  @Test
  void anExpirationAloneNeverEmptiesABucketWithVersions() {
    bucket("data").versioned().holding(5, 500);

    putRules("data", expiration());
    cloud.clock().advance(Duration.ofDays(30));
    assertThat(account.bucket("data").objects()).isEqualTo(5);

    putRules(
        "data",
        expiration().toBuilder().noncurrentVersionExpiration(n -> n.noncurrentDays(1)).build());
    cloud.clock().advance(Duration.ofDays(3));
    assertThat(account.bucket("data").objects()).isZero();
  }

  private SimBucket bucket(String name) {
    return account.createBucket("us-east-1", name, one -> {});
  }

  private static S3Client withPolicy(String policy) {
    SimAccount other =
        new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 1).account("111122223333");
    other.createBucket("us-east-1", "data", one -> {});
    other.s3("us-east-1").putBucketPolicy(r -> r.bucket("data").policy(policy));
    return other.s3("us-east-1");
  }

  private void putPolicy(String text) {
    s3.putBucketPolicy(r -> r.bucket("data").policy(text));
  }

  private void putRules(String name, LifecycleRule rule) {
    s3.putBucketLifecycleConfiguration(
        r -> r.bucket(name).lifecycleConfiguration(l -> l.rules(rule)));
  }

  private static LifecycleRule expiration() {
    return LifecycleRule.builder()
        .status("Enabled")
        .filter(f -> f.prefix(""))
        .expiration(e -> e.days(1))
        .build();
  }

  private void suspend(String name) {
    s3.putBucketVersioning(r -> r.bucket(name).versioningConfiguration(v -> v.status("Suspended")));
  }

  private void lock(String name) {
    s3.putObjectLockConfiguration(
        r -> r.bucket(name).objectLockConfiguration(l -> l.objectLockEnabled("Enabled")));
  }

  private static void refused(ThrowingCallable call, int status, String code) {
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(status))
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
