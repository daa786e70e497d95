package dev.molly.config;

import java.util.Comparator;

/// A position in a file, in the form that editors and terminals turn into a link.
///
/// @param line the line, from 1; 0 for the file as a whole
/// @param column the column, from 1
record SourcePosition(String file, int line, int column) implements Comparable<SourcePosition> {
  private static final Comparator<SourcePosition> ORDER =
      Comparator.comparing(SourcePosition::file)
          .thenComparingInt(SourcePosition::line)
          .thenComparingInt(SourcePosition::column);

  static SourcePosition of(String file) {
    return new SourcePosition(file, 0, 0);
  }

  @Override
  public int compareTo(SourcePosition other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
