package dev.molly.intercept;

import software.amazon.awssdk.core.exception.SdkClientException;

/// Thrown in place of sending a request that would have destroyed a resource that is not due.
public final class DeleteRefusedException extends SdkClientException {
  private static final long serialVersionUID = 1L;

  DeleteRefusedException(String message) {
    super(SdkClientException.builder().message(message));
  }

  /// Returns false: a retry would be refused again.
  @Override
  public boolean retryable() {
    return false;
  }
}
