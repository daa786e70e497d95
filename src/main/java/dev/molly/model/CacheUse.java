package dev.molly.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a scan took from its cache, and what it read.
///
/// @param reused the number of settings that an earlier scan had read, and of which no change is
///     known
/// @param read the number of settings that could have been in the cache, and were read
/// @param oldest the time at which the oldest reused setting was read; empty if none was reused
/// @param notes why everything was read at some place, or not kept, as sentences
public record CacheUse(long reused, long read, Optional<Instant> oldest, List<String> notes) {
  public CacheUse {
    notes = notes.stream().sorted().toList();
  }
}
