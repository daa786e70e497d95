package dev.molly.model;

import java.util.Optional;

/// An Amazon Resource Name: `arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc`.
///
/// @param region the region; empty for a service whose ARNs contain none, such as S3
/// @param account the account; empty for a service whose ARNs contain none, such as S3
/// @param resource the part after the account: `instance/i-0abc`, `db:orders`
public record Arn(
    String partition,
    String service,
    Optional<RegionId> region,
    Optional<AccountId> account,
    String resource) {
  private static final int PARTS = 6;

  /// Returns whether the text is intended to be an ARN.
  public static boolean isOne(String text) {
    return text.startsWith("arn:");
  }

  /// Parses an ARN.
  ///
  /// @throws IllegalArgumentException if the text is not an ARN
  public static Arn parse(String text) {
    String[] parts = text.split(":", PARTS);
    if (!isOne(text) || parts.length < PARTS || parts[2].isEmpty() || parts[5].isEmpty()) {
      throw new IllegalArgumentException(
          "an ARN is arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE, and '" + text + "' is not");
    }
    return new Arn(
        parts[1],
        parts[2],
        parts[3].isEmpty() ? Optional.empty() : Optional.of(new RegionId(parts[3])),
        parts[4].isEmpty() ? Optional.empty() : Optional.of(new AccountId(parts[4])),
        parts[5]);
  }

  /// Returns the resource's name: the part after `instance/` or `db:`.
  public String name() {
    int at = Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':'));
    return resource.substring(at + 1);
  }
}
