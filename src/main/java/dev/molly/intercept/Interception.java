package dev.molly.intercept;

/// What becomes of a command that was meant for `aws`.
public sealed interface Interception {
  /// The real `aws` does it.
  record PassThrough() implements Interception {}

  /// It would destroy something: that is retired instead.
  record Stage(Destruction destruction) implements Interception {}

  /// Nobody does it.
  ///
  /// @param why a sentence for the person who typed it
  /// @param next the next command to type
  record Refuse(String why, String next) implements Interception {}
}
