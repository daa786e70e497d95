package dev.molly.sim.core;

import java.util.Locale;
import java.util.SplittableRandom;

/// Ids that look like AWS's and come out the same for the same seed.
public final class SimIds {

  long seed;
  long used;

  SimIds() {}

  public SimIds(long seed) {
    this.seed = seed;
  }

  /// An EC2 id such as `i-0c1d…`: the prefix, a zero and 16 hexadecimal digits.
  public String ec2(String prefix) {
    return "%s-0%016x".formatted(prefix, next());
  }

  /// An RDS resource id such as `db-ABC…`: it survives a rename.
  public String rds(String prefix) {
    return prefix + "-" + "%016x%010x".formatted(next(), next() >>> 24).toUpperCase(Locale.ROOT);
  }

  private long next() {
    return new SplittableRandom(seed + 31 * ++used).nextLong();
  }
}
