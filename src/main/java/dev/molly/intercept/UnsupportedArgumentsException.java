package dev.molly.intercept;

/// Thrown while a destructive command is parsed, to refuse it because of its arguments.
final class UnsupportedArgumentsException extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param why a sentence for the user who typed the command
  UnsupportedArgumentsException(String why) {
    super(why);
  }

  /// Returns the sentence.
  String why() {
    return String.valueOf(getMessage());
  }
}
