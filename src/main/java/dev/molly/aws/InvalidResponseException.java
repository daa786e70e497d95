package dev.molly.aws;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/// Something came back that is not AWS's answer to the question: it was cut off, it is empty, or it
/// comes from something between here and AWS. What was done is not known.
///
/// The SDK makes its exceptions anew when it gives up, and keeps nothing but their cause: this is
/// the cause.
final class InvalidResponseException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean mayBeAskedAgain;

  private InvalidResponseException(
      String message, boolean mayBeAskedAgain, @Nullable Throwable cause) {
    super(message, cause);
    this.mayBeAskedAgain = mayBeAskedAgain;
  }

  /// What to throw in the SDK's place.
  static SdkClientException because(
      String message, boolean mayBeAskedAgain, @Nullable Throwable cause) {
    return SdkClientException.create(
        message, new InvalidResponseException(message, mayBeAskedAgain, cause));
  }

  /// The reason behind an exception of the SDK's, if it is that.
  static Optional<InvalidResponseException> behind(Throwable e) {
    return e.getCause() instanceof InvalidResponseException no ? Optional.of(no) : Optional.empty();
  }

  /// Whether the SDK is to ask again.
  static boolean mayBeAskedAgain(Throwable e) {
    return behind(e).map(no -> no.mayBeAskedAgain).orElse(false);
  }
}
