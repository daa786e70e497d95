package dev.molly.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.molly.aws.AwsException.Reason;
import dev.molly.aws.CannedHttp.Canned;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RegionId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3control.S3ControlClient;

/// The clients as molly builds them, on a network that answers what a test says.
class ResponseValidationInterceptorTest {
  private static final String NAMESPACE = " xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"";
  private static final Canned NONE =
      ec2(
          "<DescribeInstancesResponse%s><requestId>r-1</requestId><reservationSet/></DescribeInstancesResponse>");
  private static final Canned PAGE =
      Canned.of(200, "text/html", "<!DOCTYPE html>\n<html><body>Sign in</body></html>");
  private static final Canned EMPTY = Canned.of(200, "text/xml", "");

  private static final AccountRegion WHERE =
      new AccountRegion(new AccountId("111122223333"), new RegionId("eu-west-1"));
  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));

  static Stream<Canned> noAnswers() {
    return Stream.of(
        EMPTY,
        Canned.of(200, "text/xml", "  \n").with("x-amzn-requestid", "r-1"),
        PAGE,
        PAGE.with("x-amzn-requestid", "r-1"),
        Canned.of(200, "application/json", "{\"login\": \"please\"}"),
        ec2("<DescribeInstancesResponse%s><requestId>r-1</requestId><reservationSet>"),
        ec2("<DescribeInstancesResp"),
        ec2("<DescribeVolumesResponse%s><requestId>r-1</requestId></DescribeVolumesResponse>"),
        ec2("<DescribeInstancesResponse%s><requestId>r-1</requestId></DescribeInstancesResponse>"),
        NONE.cut(),
        Canned.of(200, "text/xml", "<DescribeInstancesResp").cut());
  }

  @ParameterizedTest
  @MethodSource("noAnswers")
  void whatDoesNotAnswerIsAskedAgainAndThenIsNotKnown(Canned answer) {
    var network = new CannedHttp(answer);

    AwsException failure = failing(network);

    assertThat(failure.reason()).isEqualTo(Reason.OTHER);
    assertThat(failure.getMessage()).startsWith("ec2:DescribeInstances: the answer ");
  }

  @ParameterizedTest
  @MethodSource("noAnswers")
  void aReadThatIsAnsweredTheSecondTimeIsAnswered(Canned answer) {
    var network = new CannedHttp(answer, NONE);
    if (answer.body().endsWith("</requestId></DescribeInstancesResponse>")) {
      return;
    }

    assertThat(reservations(network)).isZero();
    assertThat(network.asked()).isEqualTo(2);
  }

  static Stream<Canned> errorPages() {
    return Stream.of(403, 404, 400, 302, 511)
        .map(status -> Canned.of(status, "text/html", PAGE.body()));
  }

  @ParameterizedTest
  @MethodSource("errorPages")
  void anErrorPageOfAProxyIsNoneOfAwssErrors(Canned page) {
    assertThat(failing(new CannedHttp(page)).reason()).isEqualTo(Reason.OTHER);
    assertThat(failingPolicy(new CannedHttp(page)).reason()).isEqualTo(Reason.OTHER);
    assertThat(failingKey(new CannedHttp(page)).reason()).isEqualTo(Reason.OTHER);
  }

  static Stream<Canned> noPolicies() {
    return Stream.of(
        EMPTY.with("x-amz-request-id", "r-1"),
        Canned.of(200, "application/json", " \n ").with("x-amz-request-id", "r-1"),
        Canned.of(200, "application/json", "{\"Version\":\"2012-10-17\",")
            .with("x-amz-request-id", "r-1"),
        Canned.of(200, "application/json", "{\"Version\":").with("x-amz-request-id", "r-1").cut(),
        Canned.of(200, "application/json", "{\"login\":\"please\"}"),
        PAGE.with("x-amz-request-id", "r-1"));
  }

  /// S3 has an error of its own for "there is no policy".
  @ParameterizedTest
  @MethodSource("noPolicies")
  void anEmptyBucketPolicyIsNotNoBucketPolicy(Canned answer) {
    assertThat(failingPolicy(new CannedHttp(answer)).reason()).isEqualTo(Reason.OTHER);
  }

  @Test
  void aBucketPolicyIsGivenAsItIs() {
    String policy = "{\"Version\":\"2012-10-17\"} ";
    var network =
        new CannedHttp(Canned.of(200, "application/json", policy).with("x-amz-request-id", "r-1"));

    assertThat(policy(network)).isEqualTo(policy);
  }

  /// Versioning that was never on is an element without anything in it.
  @Test
  void versioningThatWasNeverOnIsSaid() {
    Canned never =
        Canned.of(
            200,
            "application/xml",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<VersioningConfiguration"
                + " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>");

    assertThat(versioning(new CannedHttp(never)).statusAsString()).isNull();
    assertThat(
            catchThrowableOfType(
                AwsException.class,
                () -> versioning(new CannedHttp(EMPTY.with("x-amz-request-id", "r-1")))))
        .hasMessageContaining("the answer is empty");
  }

  @Test
  void aKeyIsDescribedInJson() {
    String body = "{\"KeyMetadata\":{\"KeyId\":\"k\",\"KeyState\":\"Enabled\"}}";
    var network =
        new CannedHttp(
            Canned.of(200, "application/x-amz-json-1.1", body).with("x-amzn-RequestId", "r-1"));
    var kms = clients(network).client(KmsClient.class, CREDENTIALS, WHERE);

    var key = AwsCalls.call("kms:DescribeKey", () -> kms.describeKey(r -> r.keyId("k")));

    assertThat(key.keyMetadata().keyStateAsString()).isEqualTo("Enabled");
  }

  /// S3 Control is a service of its own, which the SDK calls `S3Control`.
  @Test
  void theAccountsPublicAccessBlockIsNamedAfterWhatItHolds() {
    String body =
        "<PublicAccessBlockConfiguration"
            + " xmlns=\"http://awss3control.amazonaws.com/doc/2018-08-20/\"><BlockPublicPolicy>true</BlockPublicPolicy></PublicAccessBlockConfiguration>";
    Canned answer = Canned.of(200, "application/xml", body).with("x-amz-request-id", "r-1");
    var control = clients(new CannedHttp(answer)).client(S3ControlClient.class, CREDENTIALS, WHERE);

    var block =
        AwsCalls.call(
                "s3:GetAccountPublicAccessBlock",
                () -> control.getPublicAccessBlock(r -> r.accountId("111122223333")))
            .publicAccessBlockConfiguration();

    assertThat(block.blockPublicPolicy()).isTrue();
  }

  /// As moto says that it is suspended.
  @Test
  void anAnswerMayBeNamedAfterItsQuestion() {
    String body =
        "<GetBucketVersioningResponse><Status>Suspended</Status></GetBucketVersioningResponse>";

    assertThat(versioning(new CannedHttp(Canned.of(200, "application/xml", body))).statusAsString())
        .isEqualTo("Suspended");
  }

  @Test
  void aListOfBucketsWithoutBucketsIsNotNoBuckets() {
    String without = "<ListAllMyBucketsResult><Owner><ID>o</ID></Owner></ListAllMyBucketsResult>";
    String empty = without.replace("</Owner>", "</Owner><Buckets></Buckets>");

    assertThat(buckets(Canned.of(200, "application/xml", empty)).buckets()).isEmpty();
    assertThat(
            catchThrowableOfType(
                AwsException.class, () -> buckets(Canned.of(200, "application/xml", without))))
        .hasMessageContaining("says nothing");
  }

  @Test
  void anObjectCanHoldAnythingAndHasARequestIdAndAnETag() {
    Canned page = Canned.of(200, "text/html", "<html>Sign in</html>");

    assertThat(object(page.with("x-amz-request-id", "r-1").with("ETag", "\"1\"")))
        .isEqualTo("<html>Sign in</html>");
    assertThat(catchThrowableOfType(AwsException.class, () -> object(page)))
        .hasMessageContaining("not AWS's");
    assertThat(
            catchThrowableOfType(
                AwsException.class, () -> object(page.with("x-amz-request-id", "r-1"))))
        .hasMessageContaining("an ETag");
  }

  /// It may have been made: what became of it is looked at, and it is not made again.
  @Test
  void aWriteWithoutAnAnswerIsNotSentAgain() {
    var network = new CannedHttp(EMPTY);

    var failure = catchThrowableOfType(AwsException.class, () -> suspend(network));

    assertThat(failure.reason()).isEqualTo(Reason.OTHER);
    assertThat(network.asked()).isEqualTo(1);
  }

  @Test
  void aWriteThatIsAnsweredWithARequestIdAloneIsAnswered() {
    var network = new CannedHttp(EMPTY.with("x-amz-request-id", "r-1"));

    suspend(network);

    assertThat(network.asked()).isEqualTo(1);
  }

  private static String policy(CannedHttp network) {
    var s3 = clients(network).client(S3Client.class, CREDENTIALS, WHERE);
    return AwsCalls.call("s3:GetBucketPolicy", () -> s3.getBucketPolicy(r -> r.bucket("b")))
        .policy();
  }

  private static String object(Canned answer) {
    var s3 = clients(new CannedHttp(answer)).client(S3Client.class, CREDENTIALS, WHERE);
    return AwsCalls.call(
            "s3:GetObject",
            () -> s3.getObject(r -> r.bucket("b").key("k"), ResponseTransformer.toBytes()))
        .asUtf8String();
  }

  private static AwsException failingPolicy(CannedHttp network) {
    return catchThrowableOfType(AwsException.class, () -> policy(network));
  }

  private static AwsException failingKey(CannedHttp network) {
    var kms = clients(network).client(KmsClient.class, CREDENTIALS, WHERE);
    return catchThrowableOfType(
        AwsException.class,
        () -> AwsCalls.call("kms:DescribeKey", () -> kms.describeKey(r -> r.keyId("k"))));
  }

  private static GetBucketVersioningResponse versioning(CannedHttp network) {
    var s3 = clients(network).client(S3Client.class, CREDENTIALS, WHERE);
    return AwsCalls.call(
        "s3:GetBucketVersioning", () -> s3.getBucketVersioning(r -> r.bucket("b")));
  }

  private static ListBucketsResponse buckets(Canned answer) {
    var s3 = clients(new CannedHttp(answer)).client(S3Client.class, CREDENTIALS, WHERE);
    return AwsCalls.call("s3:ListAllMyBuckets", () -> s3.listBuckets());
  }

  private static void suspend(CannedHttp network) {
    var s3 = clients(network).client(S3Client.class, CREDENTIALS, WHERE);
    AwsCalls.call(
        "s3:PutBucketVersioning",
        () ->
            s3.putBucketVersioning(
                r -> r.bucket("b").versioningConfiguration(v -> v.status("Suspended"))));
  }

  private static Canned ec2(String body) {
    return Canned.of(200, "text/xml;charset=UTF-8", body.formatted(NAMESPACE));
  }

  @Test
  void noInstancesAreNoInstances() {
    assertThat(reservations(new CannedHttp(NONE))).isZero();
  }

  /// AWS names the instances of each reservation, and where there is none, there is no reservation.
  @Test
  void aReservationWithoutItsInstancesIsNotNoInstances() {
    Canned without =
        ec2(
            "<DescribeInstancesResponse%s><requestId>r-1</requestId><reservationSet><item><reservationId>r-0123</reservationId></item></reservationSet></DescribeInstancesResponse>");

    AwsException failure = failing(new CannedHttp(without));

    assertThat(failure.reason()).isEqualTo(Reason.OTHER);
    assertThat(failure).hasMessageContaining("says nothing of what was asked");
  }

  private static int reservations(CannedHttp network) {
    var ec2 = clients(network).client(Ec2Client.class, CREDENTIALS, WHERE);
    return AwsCalls.call("ec2:DescribeInstances", ec2::describeInstances).reservations().size();
  }

  private static AwsException failing(CannedHttp network) {
    return catchThrowableOfType(AwsException.class, () -> reservations(network));
  }

  private static SdkClientFactory clients(CannedHttp network) {
    return new SdkClientFactory(network, "", RateLimitConfig.DEFAULT, new CallCounter(), null);
  }
}
