package dev.molly.policy;

import dev.molly.model.ControlId;
import java.time.Duration;
import java.util.Optional;

/// What a rule asks of one control.
public sealed interface Requirement {
  ControlId control();

  /// For how long what is kept must be kept; empty when any time will do.
  Optional<Duration> atLeast();

  /// The control is on and helps.
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
