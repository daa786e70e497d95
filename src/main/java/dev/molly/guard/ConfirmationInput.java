package dev.molly.guard;

/// What was said to the question whether to go on.
public sealed interface ConfirmationInput {
  /// Somebody at a terminal typed it, having been shown the plan.
  record Typed(String text) implements ConfirmationInput {}

  /// It came as a flag: the phrase that a dry run printed.
  record Given(String phrase) implements ConfirmationInput {}

  /// Nobody was there to ask, and nothing was given. That is a no.
  record None() implements ConfirmationInput {}

  /// Nobody is there to ask, and the config says that a purge of a few resources needs nobody. It
  /// counts for a purge, and for nothing else.
  record Unattended() implements ConfirmationInput {}
}
