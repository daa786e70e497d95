package dev.molly.intercept;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The mark by which molly recognizes its own shim among the programs called `aws`.
final class ShimMark {
  /// The line in the script.
  static final String LINE = "# molly-shim 1: to take it away, type: molly shim remove";

  private ShimMark() {}

  /// Returns whether a program is molly's shim.
  static boolean isIn(Path program) {
    try (Stream<String> lines = Files.lines(program, StandardCharsets.ISO_8859_1)) {
      return lines.limit(3).anyMatch(LINE::equals);
    } catch (IOException | UncheckedIOException unreadable) {
      return false;
    }
  }
}
