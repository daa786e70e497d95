package dev.molly.model;

/// One part of a scan that is divided by accounts. Which part an account belongs to depends on
/// its id alone, so that an account that is new does not move the others.
///
/// @param index the part, from 1
/// @param of the number of parts
public record ShardNumber(int index, int of) implements Comparable<ShardNumber> {
  /// Spreads ids that follow one another, after Knuth's multiplicative hashing.
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  public ShardNumber {
    if (of < 1 || index < 1 || index > of) {
      throw new IllegalArgumentException("not a part of a whole: " + index + "/" + of);
    }
  }

  /// Returns whether an account belongs to this part.
  public boolean has(AccountId account) {
    long spread = (Long.parseLong(account.value()) * SPREAD) >>> (Long.SIZE / 2);
    return spread % of == index - 1;
  }

  @Override
  public int compareTo(ShardNumber other) {
    return Integer.compare(index, other.index);
  }

  @Override
  public String toString() {
    return index + "/" + of;
  }
}
