package dev.molly.config;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How much of AWS's request quotas molly takes. The quotas are shared by everything that runs in
/// an account: what molly leaves is what production automation breathes with.
///
/// @param sharePercent of the rate AWS publishes for an API, 1 to 100
/// @param rates by API, for example `ec2:DescribeInstanceAttribute`: taken as they are, in place of
///     the share
public record Limits(Enforce enforce, int sharePercent, Map<String, Rate> rates) {
  /// Only against AWS itself, 80 percent.
  public static final Limits DEFAULT = new Limits(Enforce.AUTO, 80, Map.of());

  /// When the limits hold.
  public enum Enforce {
    /// Only against AWS's own endpoints: a local stub or mock has no quota to share.
    AUTO,
    ALWAYS,
    NEVER
  }

  /// A bucket of requests, as AWS describes its throttling.
  ///
  /// @param burst how many requests the full bucket holds
  /// @param perSecond how many it gets back each second
  public record Rate(int burst, int perSecond) {
    public Rate {
      if (burst < 1 || perSecond < 1) {
        throw new IllegalArgumentException("a rate is at least one request");
      }
    }
  }

  public Limits {
    if (sharePercent < 1 || sharePercent > 100) {
      throw new IllegalArgumentException("a share is 1 to 100 percent, not " + sharePercent);
    }
    rates = Map.copyOf(new TreeMap<>(rates));
  }

  /// The rate somebody set for this API.
  public Optional<Rate> rate(String api) {
    return Optional.ofNullable(rates.get(api));
  }
}
