package dev.molly.kind;

import java.util.regex.Pattern;

/// Text made safe to paste into a POSIX shell.
final class Shell {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

  private Shell() {}

  static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
