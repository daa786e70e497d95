package dev.molly.engine.support;

import java.time.Duration;

/// Lets time pass: the wall's, or a simulation's.
public interface Sleeper {
  void sleep(Duration length);

  /// Waits on the wall clock.
  static Sleeper real() {
    return length -> {
      try {
        Thread.sleep(length);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting", e);
      }
    };
  }
}
