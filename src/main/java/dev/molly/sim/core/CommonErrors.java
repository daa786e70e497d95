package dev.molly.sim.core;

import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// The errors of a service that has those of its protocol, as most services do (for example the
/// CloudWatch API's and the KMS API's "Common Errors").
///
/// @param service the prefix of its operations
/// @param name the name of the service in the SDK
/// @param builder begins an exception of the service
public record CommonErrors(
    String service,
    String name,
    Supplier<? extends AwsServiceException.Builder> builder,
    Code denial,
    Code throttling,
    Code internal)
    implements ServiceErrors {

  /// A status and a code of an error.
  public record Code(int status, String name) {}

  /// Returns the errors of a service with the query protocol.
  public static CommonErrors query(
      String service, String name, Supplier<? extends AwsServiceException.Builder> builder) {
    return new CommonErrors(
        service,
        name,
        builder,
        new Code(403, "AccessDenied"),
        new Code(400, "Throttling"),
        new Code(500, "InternalFailure"));
  }

  /// Returns the errors of a service that answers in JSON.
  ///
  /// @param internal the code of an internal error, which differs between these services
  public static CommonErrors json(
      String service,
      String name,
      Supplier<? extends AwsServiceException.Builder> builder,
      String internal) {
    return new CommonErrors(
        service,
        name,
        builder,
        new Code(400, "AccessDeniedException"),
        new Code(400, "ThrottlingException"),
        new Code(500, internal));
  }

  @Override
  public AwsServiceException denied(String message) {
    return of(denial.status(), denial.name(), message);
  }

  @Override
  public AwsServiceException throttled() {
    return of(throttling.status(), throttling.name(), "Rate exceeded");
  }

  @Override
  public AwsServiceException serverError() {
    return of(internal.status(), internal.name(), "The request processing has failed.");
  }

  /// Returns another error of the service.
  public AwsServiceException of(int status, String code, String message) {
    return of(builder.get(), status, code, message);
  }

  /// Returns another error of the service, with an exception of its own.
  public AwsServiceException of(
      AwsServiceException.Builder own, int status, String code, String message) {
    return ServiceErrors.fill(own, name, status, code, message).build();
  }
}
