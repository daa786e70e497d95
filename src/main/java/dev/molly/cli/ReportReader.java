package dev.molly.cli;

import dev.molly.cli.ReportTarget.BucketObject;
import dev.molly.cli.ReportTarget.LocalFile;
import dev.molly.model.ObjectStore;
import dev.molly.model.S3Address;
import dev.molly.model.UserError;
import dev.molly.text.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;

/// Reads what other scans have written, from files and from buckets.
final class ReportReader {
  private final Function<S3Address, ? extends ObjectStore> buckets;

  /// @param buckets opens the objects under a prefix
  ReportReader(Function<S3Address, ? extends ObjectStore> buckets) {
    this.buckets = buckets;
  }

  /// Returns a reader of files.
  static ReportReader ofFiles() {
    return new ReportReader(
        at -> {
          throw new IllegalStateException("there is no connection to read " + at);
        });
  }

  /// Returns the content.
  ///
  /// @throws UserError if it cannot be read, as a sentence that begins with its place
  byte[] read(ReportTarget target) {
    return switch (target) {
      case LocalFile(Path path) -> file(path);
      case BucketObject(S3Address at) ->
          buckets
              .apply(at.parent())
              .read(at.name())
              .orElseThrow(() -> new UserError(at + ": there is no such object"));
    };
  }

  private static byte[] file(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new UserError(path + ": there is no such file", e);
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s".formatted(path, FailureReason.of(e)), e);
    }
  }
}
