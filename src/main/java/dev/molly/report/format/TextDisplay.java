package dev.molly.report.format;

/// The display for which text is written: a terminal, or a file for readers.
///
/// @param width the width in columns; text is wrapped to it, ids and commands never are
/// @param color whether ANSI colours may be used
/// @param invocation the command that produced the text, for the commands in it
public record TextDisplay(int width, boolean color, Invocation invocation) {
  /// Creates a display for output without a typed command.
  public TextDisplay(int width, boolean color) {
    this(width, color, Invocation.none());
  }

  public TextDisplay {
    if (width < 1) {
      throw new IllegalArgumentException("a display has at least one column, not " + width);
    }
  }
}
