package dev.molly.retire;

import dev.molly.model.Owner;
import dev.molly.plan.Digest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The notice that the owner of a retired resource was given. It counts for that owner alone: a
/// resource that has another owner since has one who was told nothing.
///
/// @param at when, to the second
/// @param owner the beginning of a digest of the owner; empty in a record of molly 0.1, which does
///     not say who was told
public record OwnerNotice(Instant at, String owner) {
  /// What fits into a tag beside the longest record.
  private static final int LENGTH = 6;

  public OwnerNotice {
    at = at.truncatedTo(ChronoUnit.SECONDS);
  }

  /// Returns the notice to an owner.
  public static OwnerNotice to(Owner owner, Instant at) {
    return new OwnerNotice(at, mark(owner));
  }

  /// Returns whether an owner was given this notice, as far as the record says.
  public boolean isTo(Owner other) {
    return owner.isEmpty() || owner.equals(mark(other));
  }

  private static String mark(Owner owner) {
    return new Digest.Builder()
        .add(owner.word())
        .add(owner.label())
        .build()
        .hex()
        .substring(0, LENGTH);
  }
}
