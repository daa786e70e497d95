package dev.molly.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpResponse;

/// Rejects responses that AWS did not send; installed in every client. The SDK reads a 200
/// without a body, or with a proxy's page in it, as a response in which nothing is set: "no
/// instances", "no bucket policy". It also does not retry when the connection breaks in the
/// middle of a body, since its parsers then throw exceptions that are not the SDK's own.
///
/// Therefore a body is read completely before the SDK parses it. A read without a valid response
/// is repeated a few times by the SDK's retries; a write is never repeated.
final class ResponseValidationInterceptor implements ExecutionInterceptor {
  /// The maximum number of attempts of a read without a valid response. An intermediary usually
  /// stays in place.
  private static final int TRIES = 3;

  private static final ExecutionAttribute<Integer> UNANSWERED =
      new ExecutionAttribute<>("molly.unanswered");

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    byte[] body = body(context, operation, attributes);
    SdkHttpResponse head = context.httpResponse();
    if (head.isSuccessful()) {
      String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
      Optional<String> wrong = new HttpAnswer(service, operation, head, body).wrong();
      if (wrong.isPresent()) {
        throw InvalidResponseException.because(
            wrong.get(), mayAskAgain(operation, attributes), null);
      }
    }
    return context.responseBody().map(read -> new ByteArrayInputStream(body));
  }

  private static byte[] body(
      Context.ModifyHttpResponse context, String operation, ExecutionAttributes attributes) {
    if (context.responseBody().isEmpty()) {
      return new byte[0];
    }
    try (InputStream in = context.responseBody().get()) {
      return in.readAllBytes();
    } catch (IOException e) {
      String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw InvalidResponseException.because(
          "the answer was cut off: " + what, mayAskAgain(operation, attributes), e);
    }
  }

  private static boolean mayAskAgain(String operation, ExecutionAttributes attributes) {
    Integer before = attributes.getAttribute(UNANSWERED);
    int now = before == null ? 1 : before + 1;
    attributes.putAttribute(UNANSWERED, now);
    return HttpAnswer.isRead(operation) && now < TRIES;
  }

  /// The parsers used by the SDK have exceptions of their own, which would look like a bug in
  /// molly.
  @Override
  public Throwable modifyException(
      Context.FailedExecution context, ExecutionAttributes attributes) {
    Throwable e = context.exception();
    return e instanceof RuntimeException && !(e instanceof SdkException)
        ? InvalidResponseException.because("the answer cannot be read: " + e, false, e)
        : e;
  }
}
