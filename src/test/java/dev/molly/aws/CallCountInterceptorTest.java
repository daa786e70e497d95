package dev.molly.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.ApiCalls;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RegionId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;

class CallCountInterceptorTest {
  private static final AccountRegion HERE =
      new AccountRegion(new AccountId("111122223333"), new RegionId("eu-west-1"));

  private final CallCounter counter = new CallCounter();

  @Test
  void countsACallForItsAccountRegionAndApi() {
    describeInstances(
        CannedHttp.Canned.of(
            200,
            "text/xml",
            "<DescribeInstancesResponse><requestId>r</requestId><reservationSet/></DescribeInstancesResponse>"));

    assertThat(counter.made(null)).containsExactly(calls("ec2:DescribeInstances", 0));
  }

  @Test
  void aThrottledAttemptInXmlIsCounted() {
    describeInstances(
        CannedHttp.Canned.of(
            503,
            "text/xml",
            "<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>Request limit"
                + " exceeded.</Message></Error></Errors><RequestID>r</RequestID></Response>"));

    assertThat(counter.made(null)).containsExactly(calls("ec2:DescribeInstances", 1));
  }

  @Test
  void aThrottledAttemptInJsonIsCounted() {
    var dynamoDb =
        client(
            DynamoDbClient.class,
            CannedHttp.Canned.of(
                    400,
                    "application/x-amz-json-1.0",
                    "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ThrottlingException\",\"message\":\"Rate"
                        + " exceeded\"}")
                .with("x-amzn-requestid", "r"));
    attempt(() -> dynamoDb.listTables());

    assertThat(counter.made(null)).containsExactly(calls("dynamodb:ListTables", 1));
  }

  @Test
  void aRefusalForAnotherReasonIsNotThrottled() {
    describeInstances(
        CannedHttp.Canned.of(
            403,
            "text/xml",
            "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>No.</Message></Error></Errors><RequestID>r</RequestID></Response>"));

    assertThat(counter.made(null)).containsExactly(calls("ec2:DescribeInstances", 0));
  }

  @Test
  void theCallersOwnAccountIsNamedOnceItIsKnown() {
    var home = new CallCounter.Place(null, HERE.region());
    counter.call(home, "ec2:DescribeInstances");
    counter.call(new CallCounter.Place(HERE.account(), HERE.region()), "ec2:DescribeInstances");

    assertThat(counter.made(HERE.account()))
        .containsExactly(
            new ApiCalls(
                Optional.of(HERE.account()), HERE.region(), "ec2:DescribeInstances", 2, 0));
    assertThat(counter.made(null)).hasSize(2);
  }

  private static ApiCalls calls(String api, long throttled) {
    return new ApiCalls(Optional.of(HERE.account()), HERE.region(), api, 1, throttled);
  }

  private void describeInstances(CannedHttp.Canned answer) {
    var ec2 = client(Ec2Client.class, answer);
    attempt(() -> ec2.describeInstances());
  }

  private static void attempt(Runnable call) {
    var _ = catchThrowable(() -> SingleAttemptInterceptor.begun(Instant.now(), call));
  }

  /// A client for writes makes one attempt, so that no test waits for the SDK's next.
  private <C extends SdkClient> C client(Class<C> type, CannedHttp.Canned answer) {
    var keys = StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
    return new SdkClientFactory(new CannedHttp(answer), "", RateLimitConfig.DEFAULT, counter, null)
        .writing()
        .client(type, keys, HERE);
  }
}
