package dev.molly.model;

import java.util.Map;

/// The limits on Molly's rate of AWS calls, which leave quota for production automation that
/// shares it.
///
/// @param enforce the endpoints for which the limits apply
/// @param sharePercent the percentage of AWS's published rate that Molly may use, 1 to 100
/// @param rates by API (`ec2:DescribeInstances`), absolute rates that replace the share
public record RateLimitConfig(Enforce enforce, int sharePercent, Map<String, Rate> rates) {
  public static final RateLimitConfig DEFAULT = new RateLimitConfig(Enforce.AUTO, 80, Map.of());

  /// The endpoints for which the limits apply.
  public enum Enforce {
    /// The limits apply to AWS's own endpoints, not to another endpoint such as a local
    /// emulator.
    AUTO,
    ALWAYS,
    NEVER
  }

  /// A token bucket.
  ///
  /// @param burst the number of calls that may be made at once
  /// @param perSecond the number of calls added each second
  public record Rate(int burst, int perSecond) {
    public Rate {
      if (burst < 1 || perSecond < 1) {
        throw new IllegalArgumentException("a rate has a burst and a per-second of 1 or more");
      }
    }
  }

  public RateLimitConfig {
    if (sharePercent < 1 || sharePercent > 100) {
      throw new IllegalArgumentException("share is a percentage from 1 to 100");
    }
    rates = Map.copyOf(rates);
  }
}
