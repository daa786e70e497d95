package dev.molly.guard;

/// The answer to the request for confirmation.
public sealed interface ConfirmationInput {
  /// A user at a terminal typed it after being shown the plan.
  record Typed(String text) implements ConfirmationInput {}

  /// It was given as a flag: the phrase that a dry run printed.
  record Given(String phrase) implements ConfirmationInput {}

  /// There was no user to ask, and nothing was given. This counts as a "no".
  record None() implements ConfirmationInput {}

  /// There is no user to ask, and the config permits an unattended purge of a few resources. It
  /// counts for a purge only.
  record Unattended() implements ConfirmationInput {}
}
