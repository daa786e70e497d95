package dev.molly.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// Reads the text of a file of the class path.
final class ResourceText {
  private ResourceText() {}

  /// @param path the path from the root of the class path
  static String of(String path) {
    try (InputStream in = ResourceText.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in, path).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
