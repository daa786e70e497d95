package dev.molly.aws;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Thrown for a response that is not a valid AWS response to the request: it is truncated,
/// empty, or from an intermediary. It is unknown whether the request took effect.
///
/// The SDK creates a new exception when it gives up and keeps only the cause; this exception is
/// that cause.
final class InvalidResponseException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean mayBeAskedAgain;

  private InvalidResponseException(
      String message, boolean mayBeAskedAgain, @Nullable Throwable cause) {
    super(message, cause);
    this.mayBeAskedAgain = mayBeAskedAgain;
  }

  /// Returns the SDK exception to throw.
  static SdkClientException because(
      String message, boolean mayBeAskedAgain, @Nullable Throwable cause) {
    return SdkClientException.create(
        message, new InvalidResponseException(message, mayBeAskedAgain, cause));
  }

  /// Returns the exception of this type among the causes of an SDK exception; empty if there is
  /// none.
  static Optional<InvalidResponseException> behind(Throwable e) {
    return e.getCause() instanceof InvalidResponseException no ? Optional.of(no) : Optional.empty();
  }

  /// Returns whether the SDK may retry.
  static boolean mayBeAskedAgain(Throwable e) {
    return behind(e).map(no -> no.mayBeAskedAgain).orElse(false);
  }
}
