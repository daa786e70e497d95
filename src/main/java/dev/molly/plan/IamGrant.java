package dev.molly.plan;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One IAM action on one resource, the unit of a session's permissions. Patterns are refused,
/// since `*`, `?` and `$` have a special meaning in an IAM policy; the exception is a trailing
/// `*` for a resource that the call creates and whose name is not known before:
/// `arn:aws:ec2:eu-west-1::snapshot/*`.
///
/// @param permission the IAM action, such as `s3:PutBucketPolicy`
/// @param arn the ARN of the resource
/// @param conditions the conditions of the grant, all of which must hold
public record IamGrant(String permission, String arn, List<Condition> conditions) {
  private static final Pattern PERMISSION = Pattern.compile("[a-z0-9-]+:[A-Za-z0-9]+");
  private static final String ANY_NEW = "/*";
  private static final Pattern ARN = Pattern.compile("arn:[a-z0-9-]+:[^*?$\\p{Cntrl}]+");

  /// A condition of an IAM policy.
  ///
  /// @param operator the operator, such as `StringEquals`
  /// @param key the condition key, such as `aws:ResourceTag/molly:retire`
  /// @param value the value, without `*`, `?` and `$`, which have a special meaning there
  public record Condition(String operator, String key, String value) {
    private static final Pattern PATTERN = Pattern.compile("[*?$]");

    public Condition {
      if (PATTERN.matcher(value).find()) {
        throw new IllegalArgumentException("'" + value + "' is a pattern, and no value");
      }
    }
  }

  /// Creates a grant without conditions.
  public IamGrant(String permission, String arn) {
    this(permission, arn, List.of());
  }

  /// Returns the same grant with one more condition.
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

  /// Returns the ARN unchanged if it names one resource and is not a pattern.
  ///
  /// @throws IllegalArgumentException if it does not
  public static String oneResource(String arn) {
    if (!ARN.matcher(arn).matches()) {
      throw new IllegalArgumentException("'" + arn + "' is not the ARN of one resource");
    }
    return arn;
  }
}
