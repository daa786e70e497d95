package dev.molly.report.format;

import java.util.regex.Pattern;

/// Makes text from AWS safe to display. A tag may contain anything: an escape sequence that
/// rewrites a terminal, a newline that forges a line of the report, an override that reverses
/// the following text (CVE-2021-42574). Such characters are shown as escapes, for example
/// `\u001b`, so that the reader is not deceived and nothing is lost.
public final class PrintableText {
  /// A command to the runner of a CI job, wherever it is in a line of a log: `##[` is one of
  /// GitHub Actions (`ActionCommand.TryParse` in actions/runner), `##vso[` of Azure Pipelines,
  /// `##teamcity[` of TeamCity. The second `#` is escaped.
  private static final Pattern RUNNER_COMMAND = Pattern.compile("##(?=[a-zA-Z]*\\[)");

  private PrintableText() {}

  /// Returns the text with escapes for every character that would not be visible as itself.
  public static String of(String text) {
    if (text.codePoints().noneMatch(PrintableText::unseen)) {
      return withoutCommand(text);
    }
    var visible = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(visible, c));
    return withoutCommand(visible.toString());
  }

  private static String withoutCommand(String text) {
    return text.contains("##") ? RUNNER_COMMAND.matcher(text).replaceAll("#\\\\u0023") : text;
  }

  /// Returns whether a code point has no glyph of its own: controls, format characters (bidi
  /// overrides, zero-width ones), line separators, unpaired surrogates, and code points that
  /// Unicode has not assigned.
  public static boolean unseen(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private static void append(StringBuilder visible, int codePoint) {
    if (!unseen(codePoint)) {
      visible.appendCodePoint(codePoint);
      return;
    }
    switch (codePoint) {
      case '\n' -> visible.append("\\n");
      case '\r' -> visible.append("\\r");
      case '\t' -> visible.append("\\t");
      default ->
          visible.append(
              codePoint <= 0xffff
                  ? "\\u%04x".formatted(codePoint)
                  : "\\u{%x}".formatted(codePoint));
    }
  }
}
