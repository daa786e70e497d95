package dev.molly.kind;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A resource that is about to be deleted, as reported by AWS.
///
/// @param uid the resource id that survives a rename
/// @param at the time of the response, by the clock of AWS
public record DeleteTarget(Map<String, String> tags, String uid, Instant at) {
  public DeleteTarget {
    tags = Map.copyOf(tags);
  }

  /// Returns the only element; empty if there are several, since the target is ambiguous then.
  public static <T> Optional<T> only(List<T> found) {
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }
}
