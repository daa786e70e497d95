package dev.molly.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The AWS calls that a scan is expected to make.
///
/// @param at when it was estimated
/// @param budget the calls
/// @param basis the scan whose calls these are; empty if the resources were listed and counted
/// @param gaps the places that could not be listed: their calls are missing
/// @param spent the number of calls that the estimate itself took
public record ScanEstimate(
    Instant at, CallBudget budget, Optional<PastScan> basis, List<Gap> gaps, long spent) {
  public ScanEstimate {
    gaps = gaps.stream().sorted().toList();
  }

  /// Returns the same estimate, which took some calls.
  public ScanEstimate spending(long calls) {
    return new ScanEstimate(at, budget, basis, gaps, calls);
  }

  /// An earlier scan with the same scope and the same rules.
  ///
  /// @param took how long it took
  /// @param complete whether it could read everything
  public record PastScan(Instant at, Duration took, boolean complete) {}
}
