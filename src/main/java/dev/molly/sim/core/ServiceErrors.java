package dev.molly.sim.core;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/// The wording that one service uses for the errors common to all its operations.
public interface ServiceErrors {

  /// Returns the prefix of the service's operations: `ec2`, `rds`, `s3`, `sts`.
  String service();

  /// Returns the permission that an operation requires, where its name differs from the
  /// operation's.
  default String permission(String api) {
    return api;
  }

  /// Returns the permissions, and the recorded operations, whose names are not those of methods
  /// of the client.
  default Collection<String> otherPermissions() {
    return List.of();
  }

  /// Returns the ARN of a resource as a denial shows it.
  ///
  /// @param resource the resource as named by the caller, by default its ARN
  default String arn(String account, String region, String permission, String resource) {
    return resource;
  }

  AwsServiceException denied(String message);

  AwsServiceException throttled();

  AwsServiceException serverError();

  /// Returns the error of AWS for a request that exceeds a limit of the account.
  default AwsServiceException refused() {
    return fill(
            AwsServiceException.builder(),
            service(),
            400,
            "LimitExceeded",
            "The request exceeds a limit of this account.")
        .build();
  }

  /// Returns the error of AWS for a request that arrives more than five minutes after it was
  /// signed.
  default AwsServiceException expired() {
    return fill(
            AwsServiceException.builder(), service(), 400, "RequestExpired", "Request has expired.")
        .build();
  }

  /// Fills an exception of the service's own type as the SDK does when it reads a response.
  static <B extends AwsServiceException.Builder> B fill(
      B builder, String service, int status, @Nullable String code, @Nullable String message) {
    AwsErrorDetails details =
        AwsErrorDetails.builder()
            .serviceName(service)
            .errorCode(code)
            .errorMessage(message)
            .sdkHttpResponse(SdkHttpResponse.builder().statusCode(status).build())
            .build();
    builder.awsErrorDetails(details);
    builder.message(message);
    builder.statusCode(status);
    builder.requestId("simulated");
    return builder;
  }
}
