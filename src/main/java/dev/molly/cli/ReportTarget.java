package dev.molly.cli;

import dev.molly.model.S3Address;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// The place of a report, or of a list of accounts.
sealed interface ReportTarget {
  /// A file of this machine.
  record LocalFile(Path path) implements ReportTarget {}

  /// An object in a bucket.
  record BucketObject(S3Address at) implements ReportTarget {}

  /// Returns the place as messages have it.
  default String shown() {
    return switch (this) {
      case LocalFile(Path path) -> path.toString();
      case BucketObject(S3Address at) -> at.toString();
    };
  }

  /// Returns the place in a text: a path, or an address in S3.
  ///
  /// @throws IllegalArgumentException if it is neither
  static ReportTarget parse(String text) {
    if (!S3Address.isMeant(text)) {
      try {
        return new LocalFile(Path.of(text));
      } catch (InvalidPathException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }
    S3Address at = S3Address.parse(text);
    if (at.key().isEmpty()) {
      throw new IllegalArgumentException(
          "'%s' is a bucket: name an object in it, as in %s/report.json".formatted(text, at));
    }
    return new BucketObject(at);
  }
}
