package dev.molly.intercept;

/// A destructive command that is refused for what it says, while it is read.
final class UnsupportedArgumentsException extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param why a sentence for the person who typed it
  UnsupportedArgumentsException(String why) {
    super(why);
  }

  /// The sentence.
  String why() {
    return String.valueOf(getMessage());
  }
}
