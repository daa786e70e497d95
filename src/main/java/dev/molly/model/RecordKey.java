package dev.molly.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The KMS key that retirement records are signed with: an HMAC key. An alias is resolved in the
/// account and region of each resource; an ARN is one key for all of them.
///
/// @param name for example `alias/molly-records`, or the ARN of a key or an alias
public record RecordKey(String name) {
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z0-9-]+:kms:([a-z0-9-]+):[0-9]{12}:.+");

  /// Returns the region of the key, if it is named by an ARN.
  public Optional<RegionId> region() {
    Matcher arn = ARN.matcher(name);
    return arn.matches() ? Optional.of(new RegionId(arn.group(1))) : Optional.empty();
  }

  @Override
  public String toString() {
    return name;
  }
}
