package dev.molly.sim.core;

import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// The errors of a service that answers in JSON, which have other codes than those of the query
/// services (for example the KMS API's "Common Errors").
///
/// @param service the prefix of its operations
/// @param name the name of the service in the SDK
/// @param internal the code of an internal error, which differs between the services
public record JsonErrors(
    String service,
    String name,
    Supplier<? extends AwsServiceException.Builder> builder,
    String internal)
    implements ServiceErrors {

  @Override
  public AwsServiceException denied(String message) {
    return of(400, "AccessDeniedException", message);
  }

  @Override
  public AwsServiceException throttled() {
    return of(400, "ThrottlingException", "Rate exceeded");
  }

  @Override
  public AwsServiceException serverError() {
    return of(500, internal, "The request was rejected.");
  }

  /// Returns any other error of the service.
  public AwsServiceException of(int status, String code, String message) {
    return ServiceErrors.fill(builder.get(), name, status, code, message).build();
  }
}
