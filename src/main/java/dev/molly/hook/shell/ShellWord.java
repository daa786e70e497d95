package dev.molly.hook.shell;

/// A word of a command line, after quotes were removed.
///
/// @param text the text; each part that only the running shell knows, such as `$name`, is one
///     [#UNKNOWN]
/// @param several whether the shell may make several words of it, or none: an unquoted expansion
///     or a pattern of file names
/// @param start the offset of the word in the command line; -1 if it comes from elsewhere
public record ShellWord(String text, boolean several, int start) {
  /// The character that stands for text that is not known.
  public static final char UNKNOWN = '\0';

  /// Returns a word without unknown parts and without a place in the command line.
  public static ShellWord of(String text) {
    return new ShellWord(text, false, -1);
  }

  /// Returns a word of which nothing is known, not even whether it is one word.
  public static ShellWord unknown() {
    return new ShellWord(String.valueOf(UNKNOWN), true, -1);
  }

  /// Returns a word with this text, and with what is not known behind it.
  static ShellWord unknownBehind(ShellWord word) {
    return new ShellWord(word.text() + UNKNOWN, true, word.start());
  }

  /// Returns whether the word is known in full.
  public boolean known() {
    return !several && text.indexOf(UNKNOWN) < 0;
  }

  /// Returns whether the word is known to be exactly this text.
  public boolean is(String other) {
    return known() && text.equals(other);
  }

  /// Returns the text for display, with `...` for each unknown part.
  public String shown() {
    return text.replace(String.valueOf(UNKNOWN), "...");
  }
}
