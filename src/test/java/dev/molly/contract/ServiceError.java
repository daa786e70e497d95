package dev.molly.contract;

/// An error as a service of AWS words it.
record ServiceError(int status, String contentType, String body) {
  static ServiceError throttle(WireCall call) {
    return switch (call.service()) {
      case "ec2" -> of(call, 503, "RequestLimitExceeded", "Request limit exceeded.");
      case "s3" -> of(call, 503, "SlowDown", "Please reduce your request rate.");
      case "kms" -> of(call, 400, "ThrottlingException", "Rate exceeded");
      default -> of(call, 400, "Throttling", "Rate exceeded");
    };
  }

  static ServiceError internal(WireCall call) {
    return switch (call.service()) {
      case "ec2" -> of(call, 500, "InternalError", "An internal error has occurred");
      case "s3" -> of(call, 500, "InternalError", "We encountered an internal error.");
      case "kms" -> of(call, 500, "KMSInternalException", "An internal error");
      default -> of(call, 500, "InternalFailure", "An internal error");
    };
  }

  private static ServiceError of(WireCall call, int status, String code, String message) {
    String error = "<Code>%s</Code><Message>%s</Message>".formatted(code, message);
    return switch (call.service()) {
      case "kms" ->
          new ServiceError(
              status,
              "application/x-amz-json-1.1",
              "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(code, message));
      case "ec2" ->
          new ServiceError(
              status,
              "text/xml",
              "<Response><Errors><Error>%s</Error></Errors><RequestID>r-1</RequestID></Response>"
                  .formatted(error));
      case "s3" ->
          new ServiceError(
              status,
              "application/xml",
              call.operation().endsWith(" tags")
                  ? "<ErrorResponse><Error>%s</Error><RequestId>r-1</RequestId></ErrorResponse>"
                      .formatted(error)
                  : "<Error>%s<RequestId>r-1</RequestId></Error>".formatted(error));
      default ->
          new ServiceError(
              status,
              "text/xml",
              "<ErrorResponse><Error><Type>Receiver</Type>%s</Error><RequestId>r-1</RequestId></ErrorResponse>"
                  .formatted(error));
    };
  }
}
