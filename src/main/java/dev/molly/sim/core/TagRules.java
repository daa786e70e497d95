package dev.molly.sim.core;

import java.util.Collection;
import java.util.regex.Pattern;

/// The rules for tags that several services share.
public final class TagRules {

  /// The largest number of tags of a resource. AWS's own tags do not count.
  public static final int MOST = 50;

  private static final Pattern LEGAL = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

  private TagRules() {}

  /// Returns whether RDS and S3 permit these characters. EC2 permits more (RDS API, Tag).
  public static boolean hasLegalCharacters(String key, String value) {
    return LEGAL.matcher(key).matches() && LEGAL.matcher(value).matches();
  }

  /// Returns whether S3 permits the tag.
  public static boolean isLegal(String key, String value) {
    return hasLegalCharacters(key, value) && key.length() <= 128 && value.length() <= 256;
  }

  /// Returns whether the tag is one of AWS's own, which no caller can write.
  public static boolean isReserved(String key) {
    return key.startsWith("aws:");
  }

  /// Returns whether a resource with these keys has more tags than AWS permits.
  public static boolean areTooMany(Collection<String> keys) {
    return keys.stream().filter(key -> !isReserved(key)).count() > MOST;
  }
}
