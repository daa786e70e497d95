package dev.molly.contract;

import dev.molly.model.FindingStatus;
import dev.molly.model.KindId;
import java.util.List;
import java.util.Optional;

/// What molly must make of one control of one resource.
///
/// @param resource the resource, in words
/// @param seeds what to make, in order; the last is the one that is judged
/// @param lax where an engine is known to give another answer
/// @param laxly what follows from it; empty where the engine cannot even make the resource
record ExpectedReading(
    String resource,
    KindId kind,
    String control,
    FindingStatus expected,
    List<Seed> seeds,
    Optional<EngineDeviation> lax,
    Optional<FindingStatus> laxly) {
  ExpectedReading(
      String resource, KindId kind, String control, FindingStatus expected, Seed... seeds) {
    this(resource, kind, control, expected, List.of(seeds), Optional.empty(), Optional.empty());
  }

  /// On an engine that is lax in this way the answer is another.
  ExpectedReading but(EngineDeviation lax, FindingStatus laxly) {
    return new ExpectedReading(
        resource, kind, control, expected, seeds, Optional.of(lax), Optional.of(laxly));
  }

  /// An engine that is lax in this way cannot make the resource.
  ExpectedReading notOn(EngineDeviation lax) {
    return new ExpectedReading(
        resource, kind, control, expected, seeds, Optional.of(lax), Optional.empty());
  }

  @Override
  public String toString() {
    return "%s of %s is %s".formatted(control, resource, expected.word());
  }
}
