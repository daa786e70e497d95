package dev.molly.policy;

import dev.molly.model.ControlId;
import java.time.Duration;
import java.util.Optional;

/// The requirement of a rule on one control.
public sealed interface Requirement {
  ControlId control();

  /// Returns the minimum retention time; empty if any time is sufficient.
  Optional<Duration> atLeast();

  /// The control is on and effective.
  record Enabled(ControlId control) implements Requirement {
    @Override
    public Optional<Duration> atLeast() {
      return Optional.empty();
    }
  }

  /// The control is on for no less than `length`.
  record AtLeast(ControlId control, Duration length) implements Requirement {
    public AtLeast {
      if (!length.isPositive()) {
        throw new IllegalArgumentException("at-least is a positive length of time");
      }
    }

    @Override
    public Optional<Duration> atLeast() {
      return Optional.of(length);
    }
  }
}
