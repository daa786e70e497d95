package dev.molly.aws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpResponse;

/// Counts the calls of one client for the session that makes them, and the attempts that AWS
/// refused because there were too many. A call that the SDK repeats counts once, so that the
/// same scan makes the same number of calls regardless of the network; each refused attempt of
/// it counts as throttled.
final class CallCountInterceptor implements ExecutionInterceptor {
  /// The error code in a body: an element in XML, a member in JSON, where a namespace and `#` may
  /// stand before it.
  ///
  /// Source: Smithy, "AWS JSON 1.0 protocol", "Operation error serialization".
  private static final Pattern CODE =
      Pattern.compile("<Code>([^<]+)</Code>|\"(?:__type|code)\"\\s*:\\s*\"(?:[^\"#]*#)?([^\"]+)\"");

  private static final String CODE_HEADER = "x-amzn-ErrorType";

  private final CallCounter counter;
  private final String service;

  /// @param service the IAM prefix of the client's service
  CallCountInterceptor(CallCounter counter, String service) {
    this.counter = counter;
    this.service = service;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    counter.call(SessionIdentity.place(attributes), api(attributes));
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    Optional<InputStream> body = context.responseBody();
    if (context.httpResponse().isSuccessful()) {
      return body;
    }
    byte[] read = body.map(CallCountInterceptor::read).orElse(new byte[0]);
    if (isThrottled(context.httpResponse(), new String(read, ISO_8859_1))) {
      counter.throttled(SessionIdentity.place(attributes), api(attributes));
      OutageInterceptor.throttled(attributes);
    }
    return body.map(_ -> new ByteArrayInputStream(read));
  }

  /// The SDK knows the codes of all services.
  private static boolean isThrottled(SdkHttpResponse head, String body) {
    var inBody = CODE.matcher(body);
    String code =
        head.firstMatchingHeader(CODE_HEADER)
            .map(header -> header.replaceFirst(":.*", "").replaceFirst(".*#", ""))
            .orElseGet(
                () ->
                    inBody.find()
                        ? String.valueOf(
                            inBody.group(1) == null ? inBody.group(2) : inBody.group(1))
                        : "");
    return AwsServiceException.builder()
        .statusCode(head.statusCode())
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .build()
        .isThrottlingException();
  }

  private static byte[] read(InputStream body) {
    try (body) {
      return body.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String api(ExecutionAttributes attributes) {
    return service + ":" + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
  }
}
