package dev.molly.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/// The seeds of a simulation, run as many at a time as there are cores.
///
/// The system properties `molly.simulation.seeds` and `molly.simulation.from` say how many and the
/// first of them; `molly.simulation.minutes` for how long seeds are begun, which is until they have
/// all run where it is not set. With minutes and no number, any number is run.
///
/// @param from the first
/// @param count how many at most
/// @param time how long a seed may still be begun; empty for as long as it takes
/// @param clock what the time is measured by
record Seeds(long from, long count, Optional<Duration> time, InstantSource clock) {
  private static final String PROPERTY = "molly.simulation.";

  /// The seeds that the system properties ask for.
  ///
  /// @param usual how many when they do not say
  static Seeds asked(long usual) {
    Optional<Duration> time =
        Optional.ofNullable(Long.getLong(PROPERTY + "minutes")).map(Duration::ofMinutes);
    return new Seeds(
        first(),
        Long.getLong(PROPERTY + "seeds", time.isPresent() ? Long.MAX_VALUE : usual),
        time,
        InstantSource.system());
  }

  /// The first seed that the system properties ask for, or 1.
  static long first() {
    return Long.getLong(PROPERTY + "from", 1);
  }

  /// Runs a simulation from each seed, and prints how many ran clean.
  ///
  /// @param what the simulation is called
  /// @return what it returned, in no order
  /// @throws AssertionError with the seed, when one fails; no seed is begun after it
  <T> List<T> run(String what, LongFunction<T> simulation) {
    Instant end = time.map(clock.instant()::plus).orElse(Instant.MAX);
    var next = new AtomicLong();
    var clean = new ConcurrentLinkedQueue<T>();
    var failed = new ConcurrentLinkedQueue<AssertionError>();
    Runnable lane =
        () -> {
          while (failed.isEmpty() && clock.instant().isBefore(end)) {
            long nth = next.getAndIncrement();
            if (nth >= count) {
              return;
            }
            try {
              clean.add(simulation.apply(from + nth));
            } catch (RuntimeException | Error e) {
              failed.add(failure(what, from + nth, e));
            }
          }
        };
    int lanes = Runtime.getRuntime().availableProcessors();
    try (var pool = Executors.newFixedThreadPool(lanes)) {
      for (int i = 0; i < lanes; i++) {
        pool.execute(lane);
      }
    }
    // bench/soak reads this line.
    System.out.printf(
        "simulation: %s: seeds from %d: %d clean, %d failed%n",
        what, from, clean.size(), failed.size());
    if (!failed.isEmpty()) {
      throw failed.remove();
    }
    return List.copyOf(clean);
  }

  private static AssertionError failure(String what, long seed, Throwable cause) {
    return new AssertionError("%s, seed %d: %s".formatted(what, seed, cause.getMessage()), cause);
  }
}
