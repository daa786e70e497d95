package dev.molly.engine.support;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits, in real or simulated time.
public interface Sleeper {
  void sleep(Duration length);

  /// Returns a sleeper that ends a sleep within a second of a request to end.
  default Sleeper endedBy(BooleanSupplier interrupted) {
    Duration second = Duration.ofSeconds(1);
    return length -> {
      for (Duration left = length;
          left.isPositive() && !interrupted.getAsBoolean();
          left = left.minus(second)) {
        sleep(left.compareTo(second) < 0 ? left : second);
      }
    };
  }

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
