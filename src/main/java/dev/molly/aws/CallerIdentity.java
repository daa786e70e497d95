package dev.molly.aws;

import dev.molly.model.AccountId;

/// Who AWS says the caller is (STS GetCallerIdentity).
///
/// @param arn the caller's ARN
/// @param partition the partition of that ARN: `aws`, `aws-cn`, `aws-us-gov`
public record CallerIdentity(AccountId account, String arn, String partition) {
  /// What STS answered.
  ///
  /// @throws IllegalArgumentException when `arn` is not an ARN
  public static CallerIdentity of(String account, String arn) {
    String[] parts = arn.split(":", 3);
    if (parts.length < 3 || !parts[0].equals("arn")) {
      throw new IllegalArgumentException("not an ARN: " + arn);
    }
    return new CallerIdentity(new AccountId(account), arn, parts[1]);
  }

  /// The ARN of something in this account.
  public String arn(String service, String region, String resource) {
    return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
  }
}
