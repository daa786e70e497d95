package dev.molly.model;

import java.util.regex.Pattern;

/// One IAM action on one resource: what a session may do, and no more. Never a pattern, since `*`,
/// `?` and `$` mean something else than themselves in an IAM policy; but for one at the end, of
/// what a call makes and nobody can name before: `arn:aws:ec2:eu-west-1::snapshot/*`.
///
/// @param permission for example `s3:PutBucketPolicy`
/// @param arn of the resource
public record Grant(String permission, String arn) {
  private static final Pattern PERMISSION = Pattern.compile("[a-z0-9-]+:[A-Za-z0-9]+");
  private static final String ANY_NEW = "/*";
  private static final Pattern ARN = Pattern.compile("arn:[a-z0-9-]+:[^*?$\\p{Cntrl}]+");

  public Grant {
    if (!PERMISSION.matcher(permission).matches()) {
      throw new IllegalArgumentException("'" + permission + "' is not one IAM action");
    }
    boolean made = arn.endsWith(ANY_NEW);
    oneResource(made ? arn.substring(0, arn.length() - 1) : arn);
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
