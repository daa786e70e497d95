package dev.molly.aws;

import dev.molly.model.AccountId;

/// The identity of the caller as reported by AWS (STS GetCallerIdentity).
///
/// @param arn the caller's ARN
/// @param partition the partition of that ARN: `aws`, `aws-cn`, `aws-us-gov`
public record CallerIdentity(AccountId account, String arn, String partition) {
  /// Returns the identity in a response of STS.
  ///
  /// @throws IllegalArgumentException if `arn` is not an ARN
  public static CallerIdentity of(String account, String arn) {
    String[] parts = arn.split(":", 3);
    if (parts.length < 3 || !parts[0].equals("arn")) {
      throw new IllegalArgumentException("not an ARN: " + arn);
    }
    return new CallerIdentity(new AccountId(account), arn, parts[1]);
  }

  /// Returns the ARN of a resource in this account.
  public String arn(String service, String region, String resource) {
    return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
  }
}
