package dev.molly.guard;

/// The maximum number of resources that one run may touch: an absolute number or a percentage of
/// the fleet, whichever is larger. Identical in every mode. Zero permits no resources.
///
/// @param resources the absolute number of resources, 0 or more
/// @param percent the percentage of the resources that were scanned, 0 to 100
public record BlastLimit(int resources, int percent) {
  public static final BlastLimit DEFAULT = new BlastLimit(25, 10);

  public BlastLimit {
    if (resources < 0 || percent < 0 || percent > 100) {
      throw new IllegalArgumentException(
          "a limit is a number of resources of 0 or more and a percentage from 0 to 100");
    }
  }

  /// Returns the maximum for a fleet of this size.
  public long of(long seen) {
    return Math.max(resources, seen * percent / 100);
  }
}
