package dev.molly.sim.core;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The only clock of a cloud. It stands still until it is advanced.
///
/// It is also the cloud's lock: a call to a simulated service and an advance of the clock never
/// overlap.
public final class SimClock extends Clock {

  /// A change that happens by itself at an instant, such as the end of an instance's stop. Once
  /// it has run, the same change must no longer be due at that instant.
  public record Due(Instant at, String what, Runnable settle) {}

  /// Returns the change of one resource that is due at this instant; none if it is null.
  public static Stream<Due> due(@Nullable Instant at, String what, Consumer<Instant> settle) {
    return at == null ? Stream.empty() : Stream.of(new Due(at, what, () -> settle.accept(at)));
  }

  private static final Comparator<Due> IN_ORDER =
      Comparator.comparing(Due::at).thenComparing(Due::what);

  private final Supplier<Stream<Due>> pending;
  private volatile Instant now;
  private long changes;

  public SimClock(Instant start, Supplier<Stream<Due>> pending) {
    this.now = start;
    this.pending = pending;
  }

  /// Advances the time. The changes that become due run in order, each at its own instant.
  public synchronized void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time does not go back: " + by);
    }

    changed();
    Instant end = now.plus(by);
    for (Optional<Due> due = next(end); due.isPresent(); due = next(end)) {
      now = due.get().at().isAfter(now) ? due.get().at() : now;
      due.get().settle().run();
    }
    now = end;
  }

  /// Records that the cloud may read differently from now on.
  public synchronized void changed() {
    changes++;
  }

  /// Returns how often the cloud may have changed: by a write, by another user, by time. What was
  /// read is still so while this number is the same, unless something that a `SimAccount` handed
  /// out, such as a bucket, was changed directly.
  public synchronized long changes() {
    return changes;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /// Refuses the call: AWS times are UTC, and a copy in another zone would not advance.
  @Override
  public Clock withZone(ZoneId zone) {
    if (zone.equals(ZoneOffset.UTC)) {
      return this;
    }
    throw new UnsupportedOperationException("a simulated cloud keeps UTC only");
  }

  private Optional<Due> next(Instant end) {
    return pending.get().filter(due -> !due.at().isAfter(end)).min(IN_ORDER);
  }
}
