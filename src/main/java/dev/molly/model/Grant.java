package dev.molly.model;

import java.util.regex.Pattern;

/// One IAM action on one resource: what a session may do, and no more. Never a pattern: `*`, `?`
/// and `$` mean something else than themselves in an IAM policy.
///
/// @param permission for example `s3:PutBucketPolicy`
/// @param arn of the resource
public record Grant(String permission, String arn) {
  private static final Pattern PERMISSION = Pattern.compile("[a-z0-9-]+:[A-Za-z0-9]+");
  private static final Pattern ARN = Pattern.compile("arn:[a-z0-9-]+:[^*?$\\p{Cntrl}]+");

  public Grant {
    if (!PERMISSION.matcher(permission).matches()) {
      throw new IllegalArgumentException("'" + permission + "' is not one IAM action");
    }
    arn = oneResource(arn);
  }

  /// The same ARN, if it is that of one resource and no pattern.
  ///
  /// @throws IllegalArgumentException when it is not
  public static String oneResource(String arn) {
    if (!ARN.matcher(arn).matches()) {
      throw new IllegalArgumentException("'" + arn + "' is not the ARN of one resource");
    }
    return arn;
  }
}
