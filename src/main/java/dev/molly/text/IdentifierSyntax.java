package dev.molly.text;

import java.util.regex.Pattern;

/// The syntax of identifiers, checked once, when an identifier is created.
public final class IdentifierSyntax {
  private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private IdentifierSyntax() {}

  public static String kebab(String word, String what) {
    return matching(KEBAB, word, what + " is lower-case words joined by hyphens");
  }

  public static String matching(Pattern shape, String word, String rule) {
    if (!shape.matcher(word).matches()) {
      throw new IllegalArgumentException(rule + ", not '" + word + "'");
    }
    return word;
  }
}
