package dev.molly.sim.core;

import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// The errors of a service that has only the common errors of all AWS query services (for
/// example the CloudWatch API's "Common Errors").
///
/// @param service the prefix of its operations
/// @param name the name of the service in the SDK
public record QueryErrors(
    String service, String name, Supplier<? extends AwsServiceException.Builder> builder)
    implements ServiceErrors {

  @Override
  public AwsServiceException denied(String message) {
    return of(403, "AccessDenied", message);
  }

  @Override
  public AwsServiceException throttled() {
    return of(400, "Throttling", "Rate exceeded");
  }

  @Override
  public AwsServiceException serverError() {
    return of(500, "InternalFailure", "The request processing has failed.");
  }

  /// Returns any other error of the service.
  public AwsServiceException of(int status, String code, String message) {
    return ServiceErrors.fill(builder.get(), name, status, code, message).build();
  }
}
