package dev.molly.engine.run;

/// Thrown when a notice was not delivered or its delivery is uncertain: the owner does not count
/// as notified. The message continues "its owner was not told: " and contains no secret.
public final class NoticeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NoticeException(String message) {
    super(message);
  }

  public NoticeException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
