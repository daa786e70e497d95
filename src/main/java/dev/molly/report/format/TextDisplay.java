package dev.molly.report.format;

/// What text is written for: a terminal, or a file that somebody will read.
///
/// @param width columns; text is wrapped to it, ids and commands never are
/// @param color whether ANSI colours may be used
/// @param invocation what was typed to get it, for the commands in it
public record TextDisplay(int width, boolean color, Invocation invocation) {
  /// A display of what nobody typed a command for.
  public TextDisplay(int width, boolean color) {
    this(width, color, Invocation.none());
  }

  public TextDisplay {
    if (width < 1) {
      throw new IllegalArgumentException("a display has at least one column, not " + width);
    }
  }
}
