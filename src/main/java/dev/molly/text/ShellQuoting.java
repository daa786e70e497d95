package dev.molly.text;

import java.util.regex.Pattern;

/// Text made safe to paste into a POSIX shell.
public final class ShellQuoting {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

  private ShellQuoting() {}

  /// Returns the word, quoted so that a POSIX shell reads it back unchanged.
  public static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /// Returns the name of a file, quoted, as an argument that no program takes for an option.
  public static String file(String name) {
    return quote(name.startsWith("-") ? "./" + name : name);
  }
}
