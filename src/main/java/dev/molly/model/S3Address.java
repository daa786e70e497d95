package dev.molly.model;

import java.util.regex.Pattern;

/// The address of an object in S3, or of all objects under a prefix: `s3://bucket/reports`.
///
/// @param key the key of the object, or the prefix; empty for the whole bucket
public record S3Address(String bucket, String key) {
  /// The form of an address. Wildcards of IAM are no part of a key: a policy would allow more.
  public static final String FORM =
      "s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9_=+@-][A-Za-z0-9_.=+@-]*)*/?";

  private static final Pattern ADDRESS = Pattern.compile(FORM);
  private static final int LONGEST = 700;
  private static final String SCHEME = "s3://";

  /// Returns whether a text is meant as an address.
  public static boolean isMeant(String text) {
    return text.startsWith(SCHEME);
  }

  /// Returns the address in a text.
  ///
  /// @throws IllegalArgumentException if it is none
  public static S3Address parse(String text) {
    if (text.length() > LONGEST || !ADDRESS.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not an address in S3, such as s3://bucket/molly, of letters, digits and _ . = + @ -"
              .formatted(text));
    }
    String[] parts = text.substring(SCHEME.length()).split("/", 2);
    return new S3Address(parts[0], parts.length == 1 ? "" : parts[1].replaceFirst("/$", ""));
  }

  /// Returns the address of an object under this prefix.
  public S3Address in(String name) {
    return new S3Address(bucket, key.isEmpty() ? name : key + "/" + name);
  }

  /// Returns the last part of the key.
  public String name() {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  /// Returns the prefix that the object is under.
  public S3Address parent() {
    return new S3Address(bucket, key.substring(0, Math.max(0, key.lastIndexOf('/'))));
  }

  /// Returns the ARN of the object.
  public String arn() {
    return "arn:aws:s3:::" + bucket + "/" + key;
  }

  @Override
  public String toString() {
    return "s3://" + bucket + (key.isEmpty() ? "" : "/" + key);
  }
}
