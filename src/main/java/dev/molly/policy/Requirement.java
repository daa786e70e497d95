package dev.molly.policy;

import dev.molly.model.ControlId;
import java.time.Duration;

/// What a rule asks of one control.
public sealed interface Requirement {
  ControlId control();

  /// The control is on and helps.
  record Enabled(ControlId control) implements Requirement {}

  /// The control is on for no less than `length`.
  record AtLeast(ControlId control, Duration length) implements Requirement {
    public AtLeast {
      if (!length.isPositive()) {
        throw new IllegalArgumentException("at-least is a positive length of time");
      }
    }
  }
}
