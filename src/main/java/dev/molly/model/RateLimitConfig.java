package dev.molly.model;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The limits on Molly's rate of AWS calls, which leave quota for production automation that
/// shares it.
///
/// @param enforce the endpoints for which the limits apply
/// @param sharePercent the percentage of AWS's published rate that Molly may use, 1 to 100
/// @param rates by API (`ec2:DescribeInstances`), absolute rates that replace the share
public record RateLimitConfig(Enforce enforce, int sharePercent, Map<String, Rate> rates) {
  public static final RateLimitConfig DEFAULT = new RateLimitConfig(Enforce.AUTO, 80, Map.of());

  /// The EC2 rate of each `Describe*` and `Get*`.
  ///
  /// Source:
  /// [ec2-api-throttling](https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html).
  private static final Rate EC2_READ = new Rate(100, 20);

  /// The EC2 rate for writes that have no rate of their own.
  private static final Rate EC2_WRITE = new Rate(50, 5);

  /// Source: CloudTrail API Reference, LookupEvents ("limited to two per second, per account, per
  /// Region"); Security Hub Partner Guide, "Guidelines for using the BatchImportFindings API".
  private static final Map<String, Rate> OTHERS =
      Map.of(
          "cloudtrail:LookupEvents",
          new Rate(2, 2),
          "securityhub:BatchImportFindings",
          new Rate(30, 10));

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

  /// The token bucket of one API in one account and region, as far as it may be used.
  ///
  /// @param burst the number of calls that may be made at once
  /// @param inHundredSeconds the number of calls added in 100 seconds
  public record Quota(int burst, int inHundredSeconds) {
    private static final int HUNDRED_SECONDS = 100;

    /// Returns the shortest time for some calls that begin with a full bucket.
    public Duration time(long calls) {
      long waiting = Math.max(0, calls - burst);
      return Duration.ofSeconds(HUNDRED_SECONDS).multipliedBy(waiting).dividedBy(inHundredSeconds);
    }
  }

  /// Returns the bucket of an API; empty if no rate is known. RDS and S3 publish none.
  ///
  /// @param api for example `ec2:DescribeInstances`
  public Optional<Quota> quota(String api) {
    Rate own = rates.get(api);
    if (own != null) {
      return Optional.of(quota(own, 100));
    }
    Rate other = OTHERS.get(api);
    if (other != null) {
      return Optional.of(quota(other, sharePercent));
    }
    if (!api.startsWith("ec2:")) {
      return Optional.empty();
    }
    boolean reads = api.startsWith("ec2:Describe") || api.startsWith("ec2:Get");
    return Optional.of(quota(reads ? EC2_READ : EC2_WRITE, sharePercent));
  }

  private static Quota quota(Rate rate, int percent) {
    return new Quota(Math.max(1, rate.burst() * percent / 100), rate.perSecond() * percent);
  }
}
