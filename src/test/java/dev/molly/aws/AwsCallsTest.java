package dev.molly.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.molly.aws.AwsException.Reason;
import dev.molly.model.AccountRef;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RegionId;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

class AwsCallsTest {
  @Test
  void givesTheAnswerWhenThereIsOne() {
    assertThat(AwsCalls.call("ec2:DescribeInstances", () -> 42)).isEqualTo(42);
  }

  @ParameterizedTest
  @CsvSource({
    "UnauthorizedOperation, 403, DENIED",
    "AccessDenied, 403, DENIED",
    "AccessDeniedException, 400, DENIED",
    "'', 403, OTHER",
    "'', 404, OTHER",
    "'', 429, OTHER",
    "'', 503, OTHER",
    "RequestLimitExceeded, 503, THROTTLED",
    "ThrottlingException, 400, THROTTLED",
    "SlowDown, 503, THROTTLED",
    "InvalidInstanceID.NotFound, 400, NOT_FOUND",
    "NoSuchBucketPolicy, 404, NOT_FOUND",
    "ExpiredToken, 400, CREDENTIALS",
    "AuthFailure, 401, CREDENTIALS",
    "InvalidClientTokenId, 403, CREDENTIALS",
    "InternalError, 500, OTHER",
    "InsufficientInstanceCapacity, 500, REFUSED",
    "InvalidParameterValue, 400, REFUSED"
  })
  void tellsReasonsApartByCode(String code, int status, Reason reason) {
    assertThat(failing(service(code, status, "words")).reason()).isEqualTo(reason);
  }

  /// No permission is missing, so nothing else in the account is left alone for it.
  @Test
  void aPublicPolicyThatS3TakesFromNobodyIsRefusedAndNotDenied() {
    String said =
        "User: arn:aws:iam::111122223333:user/x is not authorized to perform: s3:PutBucketPolicy on"
            + " resource: \"arn:aws:s3:::acme\" because public policies are prevented by the"
            + " BlockPublicPolicy setting in S3 Block Public Access.";

    AwsException refused = failing(service("AccessDenied", 403, said));

    assertThat(refused.reason()).isEqualTo(Reason.REFUSED);
    assertThat(refused.isWithoutEffect()).isTrue();
    assertThat(refused.missingPermission()).isEmpty();
  }

  @Test
  void namesThePermissionThatAwsNames() {
    String said =
        "User: arn:aws:iam::111122223333:user/x is not authorized to perform:"
            + " ec2:DescribeInstanceAttribute on resource: arn:aws:ec2:::instance/i-1 because no"
            + " identity-based policy allows it";

    assertThat(failing(service("UnauthorizedOperation", 403, said)).missingPermission())
        .contains("ec2:DescribeInstanceAttribute");
  }

  @Test
  void namesThePermissionThatWasNeededWhenAwsNamesNone() {
    assertThat(failing(service("AccessDenied", 403, "Access Denied")).missingPermission())
        .contains("ec2:DescribeInstances");
  }

  /// An answer to HEAD has no body that a code could be in.
  @ParameterizedTest
  @CsvSource({"403, DENIED", "404, NOT_FOUND", "400, REFUSED"})
  void aStatusIsAwssOwnWhenItComesWithARequestId(int status, Reason reason) {
    var said = service("", status, "").toBuilder().requestId("4442587FB7D0A2F9").build();

    assertThat(failing(said).reason()).isEqualTo(reason);
  }

  @Test
  void anErrorThatIsNotAwssSaysNothingOfAws() {
    assertThat(failing(service("", 403, "")).getMessage())
        .isEqualTo(
            "ec2:DescribeInstances: HTTP 403 without AWS's error code or request id, so it is not"
                + " AWS's answer (a proxy in between?)");
  }

  @Test
  void leavesOutTheEncodedExplanation() {
    String said = "You are not authorized. Encoded authorization failure message: abcdef";

    assertThat(failing(service("UnauthorizedOperation", 403, said)).getMessage())
        .isEqualTo("access denied: You are not authorized.");
  }

  @Test
  void aTimeoutIsNoAnswer() {
    assertThat(failing(ApiCallTimeoutException.create(100)).reason()).isEqualTo(Reason.UNREACHABLE);
  }

  @Test
  void saysWhatTheNetworkSaidAndNotHowTheSdkWrappedIt() {
    var refused = new ConnectException("Connection refused");
    var wrapped = SdkClientException.create("Unable to execute HTTP request", refused);

    assertThat(failing(wrapped).getMessage())
        .isEqualTo("ec2:DescribeInstances: Connection refused");
  }

  /// AWS lets everybody ask that.
  @Test
  void whoMayNotEvenAskWhoTheyAreHasNoGoodCredentials() {
    var failure =
        catchThrowableOfType(
            AwsException.class,
            () ->
                AwsCalls.call(
                    "sts:GetCallerIdentity",
                    () -> {
                      throw service("", 403, "").toBuilder().requestId("r-1").build();
                    }));

    assertThat(failure.reason()).isEqualTo(Reason.CREDENTIALS);
  }

  /// The SDK has no type for this; if its words change, this test says so.
  @Test
  void aProfileThatDoesNotExistIsAMatterOfCredentials() {
    try (var aws =
        new SdkAwsAccounts(
            "no-such-profile-of-molly", new RegionId("eu-west-1"), RateLimitConfig.DEFAULT)) {
      var failure =
          catchThrowableOfType(AwsException.class, () -> aws.session(new AccountRef.Own()));

      assertThat(failure.reason()).isEqualTo(Reason.CREDENTIALS);
      assertThat(failure.getMessage()).contains("no-such-profile-of-molly");
    }
  }

  private static AwsException failing(SdkException e) {
    return catchThrowableOfType(
        AwsException.class,
        () ->
            AwsCalls.call(
                "ec2:DescribeInstances",
                () -> {
                  throw e;
                }));
  }

  private static AwsServiceException service(String code, int status, String message) {
    return Ec2Exception.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }
}
