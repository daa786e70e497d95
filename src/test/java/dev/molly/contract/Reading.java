package dev.molly.contract;

import dev.molly.model.KindId;
import dev.molly.model.Status;
import java.util.List;
import java.util.Optional;

/// What molly must make of one control of one resource.
///
/// @param resource the resource, in words
/// @param seeds what to make, in order; the last is the one that is judged
/// @param lax where an engine is known to give another answer
/// @param laxly what follows from it; empty where the engine cannot even make the resource
record Reading(
    String resource,
    KindId kind,
    String control,
    Status expected,
    List<Seed> seeds,
    Optional<Lax> lax,
    Optional<Status> laxly) {
  Reading(String resource, KindId kind, String control, Status expected, Seed... seeds) {
    this(resource, kind, control, expected, List.of(seeds), Optional.empty(), Optional.empty());
  }

  /// On an engine that is lax in this way the answer is another.
  Reading but(Lax lax, Status laxly) {
    return new Reading(
        resource, kind, control, expected, seeds, Optional.of(lax), Optional.of(laxly));
  }

  /// An engine that is lax in this way cannot make the resource.
  Reading notOn(Lax lax) {
    return new Reading(
        resource, kind, control, expected, seeds, Optional.of(lax), Optional.empty());
  }

  @Override
  public String toString() {
    return "%s of %s is %s".formatted(control, resource, expected.word());
  }
}
