package dev.molly.guard;

/// How many resources one run may touch: a number, or a share of what was seen, whichever is more.
/// The same in every mode. Zero means zero.
///
/// @param resources a number, 0 or more
/// @param percent a share of the resources that were seen, 0 to 100
public record BlastLimit(int resources, int percent) {
  public static final BlastLimit DEFAULT = new BlastLimit(25, 10);

  public BlastLimit {
    if (resources < 0 || percent < 0 || percent > 100) {
      throw new IllegalArgumentException(
          "a limit is a number of resources of 0 or more and a percentage from 0 to 100");
    }
  }

  /// How many that is, of this many.
  public long of(long seen) {
    return Math.max(resources, seen * percent / 100);
  }
}
