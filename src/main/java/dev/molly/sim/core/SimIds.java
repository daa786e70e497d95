package dev.molly.sim.core;

import java.util.Locale;
import java.util.SplittableRandom;

/// Generates ids that look like those of AWS and are the same for the same seed.
public final class SimIds {

  long seed;
  long used;

  SimIds() {}

  public SimIds(long seed) {
    this.seed = seed;
  }

  /// Returns an EC2 id such as `i-0c1d…`: the prefix, a zero and 16 hexadecimal digits.
  public String ec2(String prefix) {
    return "%s-0%016x".formatted(prefix, next());
  }

  /// Returns an RDS resource id such as `db-ABC…`, which survives a rename.
  public String rds(String prefix) {
    return prefix + "-" + "%016x%010x".formatted(next(), next() >>> 24).toUpperCase(Locale.ROOT);
  }

  private long next() {
    return new SplittableRandom(seed + 31 * ++used).nextLong();
  }
}
