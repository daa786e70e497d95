package dev.molly.model;

/// An error that the user can correct: wrong usage, configuration, policy or credentials. Its
/// message is the only output (exit code 2): the error, its location, and the next command to
/// type.
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
