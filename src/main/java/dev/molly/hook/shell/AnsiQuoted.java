package dev.molly.hook.shell;

import java.util.Map;

/// The text within `$'...'`, with its escapes.
final class AnsiQuoted {
  private static final Map<Character, Character> ESCAPES =
      Map.of('n', '\n', 't', '\t', 'r', '\r', 'a', '\007', 'b', '\b', 'f', '\f', 'v', '\013');

  private AnsiQuoted() {}

  /// @param end the offset behind the closing quote
  record Text(String text, int end) {}

  static Text read(String text, int from) throws ShellSyntaxException {
    var found = new StringBuilder();
    int at = from;
    while (at < text.length() && text.charAt(at) != '\'') {
      if (text.charAt(at) != '\\' || at + 1 == text.length()) {
        found.append(text.charAt(at++));
        continue;
      }
      char kind = text.charAt(at + 1);
      at += 2;
      switch (kind) {
        case 'x' -> at = number(text, at, 2, 16, found);
        case 'u' -> at = number(text, at, 4, 16, found);
        case 'U' -> at = number(text, at, 8, 16, found);
        case '0', '1', '2', '3', '4', '5', '6', '7' -> at = number(text, at - 1, 3, 8, found);
        case 'c', 'e', 'E' ->
            throw new ShellSyntaxException("a control character is not understood");
        default -> {
          if ("abfnrtv\\'\"?".indexOf(kind) < 0) {
            found.append('\\');
          }
          found.append(ESCAPES.getOrDefault(kind, kind));
        }
      }
    }
    if (at >= text.length()) {
      throw new ShellSyntaxException("a quote is not closed");
    }
    return new Text(found.toString(), at + 1);
  }

  private static int number(String text, int from, int most, int radix, StringBuilder found) {
    int end = from;
    while (end < text.length()
        && end - from < most
        && Character.digit(text.charAt(end), radix) >= 0) {
      end++;
    }
    if (end > from) {
      int point = (int) Long.parseLong(text.substring(from, end), radix);
      found.append(Character.isValidCodePoint(point) ? Character.toString(point) : "?");
    }
    return end;
  }
}
