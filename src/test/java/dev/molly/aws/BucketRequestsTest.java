package dev.molly.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.aws.CannedHttp.Canned;
import dev.molly.model.AccountId;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RegionId;
import dev.molly.model.S3Address;
import dev.molly.model.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpRequest;

/// What is said to S3 about objects, and what is made of its answers, by the SDK itself.
class BucketRequestsTest {
  private static final AccountId OWNER = new AccountId("111122223333");
  private static final RegionId HOME = new RegionId("us-east-1");
  private static final Canned CALLER =
      Canned.of(
          200,
          "text/xml",
          "<GetCallerIdentityResponse><GetCallerIdentityResult>"
              + "<Arn>arn:aws:sts::111122223333:assumed-role/molly/x</Arn>"
              + "<UserId>x</UserId><Account>111122223333</Account></GetCallerIdentityResult>"
              + "<ResponseMetadata><RequestId>r-0</RequestId></ResponseMetadata>"
              + "</GetCallerIdentityResponse>");
  private static final Canned OBJECT = answer(200, "one").with("ETag", "\"e-1\"");

  @Test
  void aReadNamesTheOwnerAndGoesWhereTheBucketIs() {
    var network =
        new CannedHttp(
            CALLER,
            error(301, "PermanentRedirect").with("x-amz-bucket-region", "eu-west-1"),
            OBJECT);

    assertThat(objects(network).read("last"))
        .hasValueSatisfying(content -> assertThat(new String(content, UTF_8)).isEqualTo("one"));

    List<SdkHttpRequest> asked = toS3(network);
    assertThat(asked).extracting(SdkHttpRequest::host).last().asString().contains("eu-west-1");
    assertThat(asked).hasSize(2).allSatisfy(BucketRequestsTest::assertNamesTheOwner);
  }

  @Test
  void aWriteIsConditionalAndHasAChecksumAndNamesTheOwner() {
    var network = new CannedHttp(CALLER, OBJECT, answer(200, ""));
    BucketObjects objects = objects(network);
    objects.read("last");

    assertThat(objects.replace("last", "two".getBytes(UTF_8))).isTrue();

    SdkHttpRequest write = toS3(network).getLast();
    assertNamesTheOwner(write);
    assertThat(write.encodedPath()).isEqualTo("/molly/last");
    assertThat(header(write, "If-Match")).containsExactly("\"e-1\"");
    assertThat(header(write, "x-amz-checksum-sha256"))
        .containsExactly("P8TM/nRYcOLA2Z9x8w/wZWyN7dQcwdfT03aw2+aF4vM=");
  }

  @Test
  void aNewObjectIsWrittenOnlyIfThereIsNone() {
    var network = new CannedHttp(CALLER, error(404, "NoSuchKey"), answer(200, ""));

    assertThat(objects(network).replace("last", new byte[0])).isTrue();

    assertThat(header(toS3(network).getLast(), "If-None-Match")).containsExactly("*");
  }

  @Test
  void whatAnotherHasWrittenOrIsWritingStays() {
    for (Canned refusal :
        List.of(error(412, "PreconditionFailed"), error(409, "ConditionalRequestConflict"))) {
      assertThat(objects(new CannedHttp(CALLER, OBJECT, refusal)).replace("last", new byte[1]))
          .isFalse();
    }
  }

  @Test
  void aWriteIsSentOnce() {
    var network = new CannedHttp(CALLER, OBJECT, error(500, "InternalError"));

    assertThatThrownBy(() -> objects(network).replace("last", new byte[1]))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("s3://scans/molly/last may not have been written: s3:PutObject");
    assertThat(toS3(network)).hasSize(2);
  }

  @Test
  void whatIsCutOffOrNotWhatWasWrittenIsNotRead() {
    Canned other = OBJECT.with("x-amz-checksum-crc32", "AAAAAA==");
    for (Canned broken : List.of(OBJECT.cut(), other, answer(200, "no ETag"))) {
      assertThatThrownBy(() -> objects(new CannedHttp(CALLER, broken)).read("last"))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("s3://scans/molly/last cannot be read: s3:GetObject");
    }
  }

  @Test
  void notFoundIsOnlyWhatS3SaysOfTheKey() {
    assertThat(objects(new CannedHttp(CALLER, error(404, "NoSuchKey"))).read("last")).isEmpty();
    for (Canned none :
        List.of(
            error(404, "NoSuchBucket"),
            error(403, "AccessDenied"),
            Canned.of(404, "text/html", "<html>Not found</html>"))) {
      assertThatThrownBy(() -> objects(new CannedHttp(CALLER, none)).read("last"))
          .isInstanceOf(UserError.class);
    }
  }

  private static void assertNamesTheOwner(SdkHttpRequest request) {
    assertThat(header(request, "x-amz-expected-bucket-owner")).containsExactly(OWNER.value());
  }

  private static List<String> header(SdkHttpRequest request, String name) {
    return request.matchingHeaders(name);
  }

  private static List<SdkHttpRequest> toS3(CannedHttp network) {
    return network.requests().stream().filter(each -> each.host().contains("s3")).toList();
  }

  private static Canned answer(int status, String body) {
    return Canned.of(status, "application/octet-stream", body)
        .with("x-amz-request-id", "r-1")
        .with("Content-Length", "" + body.length());
  }

  private static Canned error(int status, String code) {
    return answer(status, "<Error><Code>%s</Code><Message>no</Message></Error>".formatted(code));
  }

  private static BucketObjects objects(CannedHttp network) {
    var clients =
        new SdkClientFactory(network, "", RateLimitConfig.DEFAULT, new CallCounter(), null);
    var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b"));
    AccountSession session =
        SdkAccountSession.open(clients, credentials, new CallCounter.Place(null, HOME));
    return new BucketObjects(() -> session, () -> OWNER, HOME, S3Address.parse("s3://scans/molly"));
  }
}
