package dev.molly.intercept;

import software.amazon.awssdk.core.exception.SdkClientException;

/// A request that was not sent, because it would have destroyed what is not due.
public final class DeleteRefusedException extends SdkClientException {
  private static final long serialVersionUID = 1L;

  DeleteRefusedException(String message) {
    super(SdkClientException.builder().message(message));
  }

  /// Sending it again changes nothing.
  @Override
  public boolean retryable() {
    return false;
  }
}
