package dev.molly.sim.core;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/// How one service words the errors that any of its operations can meet.
public interface ServiceErrors {

  /// The prefix of the service's operations: `ec2`, `rds`, `s3`, `sts`.
  String service();

  /// The permission an operation needs, where its name differs from the operation's.
  default String permission(String api) {
    return api;
  }

  /// The ARN of what a caller named, as a denial shows it.
  String arn(String account, String region, String permission, String resource);

  AwsServiceException denied(String message);

  AwsServiceException throttled();

  AwsServiceException serverError();

  /// AWS's answer to a request that was signed more than five minutes before it came.
  default AwsServiceException expired() {
    return fill(
            AwsServiceException.builder(), service(), 400, "RequestExpired", "Request has expired.")
        .build();
  }

  /// Fills an exception of the service's own type as the SDK does when it reads an answer.
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
