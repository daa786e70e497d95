package dev.molly.history;

/// The scan of the same scope before this one.
public sealed interface LastScan {
  /// There was none.
  record None() implements LastScan {}

  /// There may be one: its file cannot be read, or is damaged.
  ///
  /// @param why a sentence without a full stop
  record Unusable(String why) implements LastScan {}

  /// The last scan.
  record Known(ScanSnapshot snapshot) implements LastScan {}
}
