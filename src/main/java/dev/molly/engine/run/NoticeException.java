package dev.molly.engine.run;

/// A notice was not delivered, or it is not known that it was: its owner does not count as told.
/// The message says why, on from "its owner was not told: ", and holds no secret.
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
