package dev.molly.model;

import java.util.Map;

/// How fast molly may call AWS, so that production automation that shares the quota keeps
/// breathing.
///
/// @param enforce where the limits hold
/// @param sharePercent how much of AWS's published rate molly may use, 1 to 100
/// @param rates by API (`ec2:DescribeInstances`), taken as they are, in place of the share
public record RateLimitConfig(Enforce enforce, int sharePercent, Map<String, Rate> rates) {
  public static final RateLimitConfig DEFAULT = new RateLimitConfig(Enforce.AUTO, 80, Map.of());

  /// Where limits hold.
  public enum Enforce {
    /// Against AWS's own endpoints, not against another endpoint such as a local emulator.
    AUTO,
    ALWAYS,
    NEVER
  }

  /// A token bucket.
  ///
  /// @param burst calls that may be made at once
  /// @param perSecond calls added each second
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
