package dev.molly.guard;

/// What was said to the question whether to go on.
public sealed interface Answer {
  /// Somebody at a terminal typed it, having been shown the plan.
  record Typed(String text) implements Answer {}

  /// It came as a flag: the phrase that a dry run printed.
  record Given(String phrase) implements Answer {}

  /// Nobody was there to ask, and nothing was given. That is a no.
  record Nobody() implements Answer {}

  /// Nobody is there to ask, and the config says that a purge of a few resources needs nobody. It
  /// counts for a purge, and for nothing else.
  record Unattended() implements Answer {}
}
