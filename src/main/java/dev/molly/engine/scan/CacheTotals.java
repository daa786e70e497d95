package dev.molly.engine.scan;

import dev.molly.model.CacheUse;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/// Counts what a scan takes from its cache. Thread-safe.
final class CacheTotals {
  private final LongAdder reused = new LongAdder();
  private final LongAdder read = new LongAdder();
  private final LongAccumulator oldest = new LongAccumulator(Math::min, Long.MAX_VALUE);
  private final Collection<String> notes = new ConcurrentLinkedQueue<>();

  void reused(Instant readAt) {
    reused.increment();
    oldest.accumulate(readAt.toEpochMilli());
  }

  void read() {
    read.increment();
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  CacheUse use() {
    long first = oldest.get();
    return new CacheUse(
        reused.sum(),
        read.sum(),
        first == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(first)),
        List.copyOf(notes));
  }
}
