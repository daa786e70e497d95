package dev.molly.engine.support;

import java.time.Duration;

/// Waits, in real or simulated time.
public interface Sleeper {
  void sleep(Duration length);

  /// Returns a sleeper that uses the wall clock.
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
