package dev.molly.config;

import dev.molly.model.S3Address;
import java.util.regex.Pattern;

/// The formats of single values in policies and `molly.yaml`. The loaders and the JSON Schema
/// use the same patterns, written in the common subset of the regular expressions of Java and
/// JavaScript.
enum ValueFormat {
  NAME("[a-z][a-z0-9]*(-[a-z0-9]+)*", "lower-case words joined by hyphens"),
  ANY("[\\s\\S]*", "a value"),
  TEXT("[\\s\\S]*\\S[\\s\\S]*", "some text"),
  DATE("[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date like 2027-01-31"),
  LENGTH("[1-9][0-9]{0,4}[hdw]", "a length of time like 7d, 36h or 2w"),
  ACCOUNT("[0-9]{12}", "an account id of twelve digits"),
  ACCOUNT_GLOB(
      "[0-9]{12}|[0-9*?]*[*?][0-9*?]*", "an account id of twelve digits, or a glob like 1234*"),
  REGION("[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}", "a region like eu-west-1"),
  REGION_GLOB(
      "[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}|[a-z0-9*?-]*[*?][a-z0-9*?-]*",
      "a region like eu-west-1, or a glob like eu-*"),
  ACCOUNT_NAME("[A-Za-z][A-Za-z0-9._-]*", "a letter, then letters, digits, dots, _ and -"),
  ROLE(
      "arn:aws[a-z-]*:iam::[0-9]{12}:role/[\\w+=,.@/-]+|[\\w+=,.@-]+(/[\\w+=,.@-]+)*",
      "the name of a role or its full ARN"),
  ROLE_NAME("[\\w+=,.@-]+(/[\\w+=,.@-]+)*", "the name of a role, which each account has"),
  UNIT("/|(/[^/]+)+", "the path of an organizational unit like /Workloads/Prod"),
  API("[a-z0-9-]+:[A-Z][A-Za-z0-9]+", "an AWS API like ec2:DescribeInstanceAttribute"),
  TIME("([01][0-9]|2[0-3]):[0-5][0-9]", "a time of day like 18:00"),
  PAUSE("[0-9]{1,4}[sm]", "a pause like 5s or 2m"),
  SPAN("[1-9][0-9]{0,3}[mhd]", "a length of time like 30m, 1h or 1d"),
  VARIABLE("[A-Za-z_][A-Za-z0-9_]*", "the name of an environment variable"),
  URL(
      "https://[^\\s/?#@]+([/?#]\\S*)?"
          + "|http://(localhost|127(\\.[0-9]+){3}|\\[::1\\])(:[0-9]*)?([/?#]\\S*)?",
      "a URL with https, or with http to this machine itself"),
  TOPIC(
      "arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}",
      "the ARN of a standard SNS topic"),
  BUS(
      "arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:event-bus/[/.A-Za-z0-9_-]{1,256}",
      "the ARN of an EventBridge event bus"),
  RECORD_KEY(
      "alias/[A-Za-z0-9/_-]+|arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:(alias/[A-Za-z0-9/_-]+|key/[A-Za-z0-9-]+)",
      "the alias of a KMS key like alias/molly-records, or an ARN"),
  S3(S3Address.FORM, "an address in S3 like s3://bucket/molly"),
  COUNT("0|[1-9][0-9]{0,5}", "a whole number from 0 to 999999"),
  NUMBER("[1-9][0-9]{0,5}", "a whole number from 1 to 999999");

  /// The maximum length, more than any AWS value here requires (a role's ARN with its path).
  /// Java's patterns recurse over repeated groups, so a huge word would overflow the stack.
  private static final int LONGEST = 700;

  private final Pattern pattern;
  private final String words;

  ValueFormat(String regex, String words) {
    this.pattern = Pattern.compile(regex);
    this.words = words;
  }

  boolean fits(String text) {
    return (isFree() || text.length() <= LONGEST) && pattern.matcher(text).matches();
  }

  /// Returns whether the value is free text.
  boolean isFree() {
    return this == TEXT || this == ANY;
  }

  /// Returns a description of the format, which follows the word "expected".
  String words() {
    return words;
  }

  /// Returns the pattern for `pattern` in a JSON Schema, which would otherwise match a part of
  /// the value.
  String anchored() {
    return "^(" + pattern.pattern() + ")$";
  }
}
