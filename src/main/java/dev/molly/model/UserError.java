package dev.molly.model;

/// Something the person at the keyboard can put right: wrong usage, configuration, policy or
/// credentials. Its message is all they see (exit code 2): what is wrong, where, and the next
/// command to type.
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserError(String message) {
    super(message);
  }

  public UserError(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
