package dev.molly.plan;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One IAM action on one resource: what a session may do, and no more. Never a pattern, since `*`,
/// `?` and `$` mean something else than themselves in an IAM policy; but for one at the end, of
/// what a call makes and nobody can name before: `arn:aws:ec2:eu-west-1::snapshot/*`.
///
/// @param permission for example `s3:PutBucketPolicy`
/// @param arn of the resource
/// @param conditions what must hold for the call besides, all of it
public record IamGrant(String permission, String arn, List<Condition> conditions) {
  private static final Pattern PERMISSION = Pattern.compile("[a-z0-9-]+:[A-Za-z0-9]+");
  private static final String ANY_NEW = "/*";
  private static final Pattern ARN = Pattern.compile("arn:[a-z0-9-]+:[^*?$\\p{Cntrl}]+");

  /// What an IAM policy asks of a call.
  ///
  /// @param operator for example `StringEquals`
  /// @param key for example `aws:ResourceTag/molly:retire`
  /// @param value no pattern: `*`, `?` and `$` mean something else than themselves there
  public record Condition(String operator, String key, String value) {
    private static final Pattern PATTERN = Pattern.compile("[*?$]");

    public Condition {
      if (PATTERN.matcher(value).find()) {
        throw new IllegalArgumentException("'" + value + "' is a pattern, and no value");
      }
    }
  }

  /// A permission without conditions.
  public IamGrant(String permission, String arn) {
    this(permission, arn, List.of());
  }

  /// The same permission, if more holds.
  public IamGrant when(Condition condition) {
    return new IamGrant(
        permission, arn, Stream.concat(conditions.stream(), Stream.of(condition)).toList());
  }

  public IamGrant {
    conditions = List.copyOf(conditions);
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
