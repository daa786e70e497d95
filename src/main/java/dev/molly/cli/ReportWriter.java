package dev.molly.cli;

import dev.molly.aws.BucketObjects;
import dev.molly.cli.ReportTarget.BucketObject;
import dev.molly.cli.ReportTarget.LocalFile;
import dev.molly.model.S3Address;
import dev.molly.model.UserError;
import dev.molly.report.format.AtomicReportFile;
import dev.molly.report.scan.ReportFormat;
import dev.molly.text.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Writes reports to files and into buckets. A report for a bucket is a temporary file first: it
/// may be larger than the memory, and it is still there if it could not be put into the bucket.
final class ReportWriter {
  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  private final Function<S3Address, BucketObjects> buckets;
  private final List<String> problems = new ArrayList<>();

  /// @param buckets opens the objects under a prefix
  ReportWriter(Function<S3Address, BucketObjects> buckets) {
    this.buckets = buckets;
  }

  /// Returns a writer of files.
  static ReportWriter ofFiles() {
    return new ReportWriter(
        at -> {
          throw new IllegalStateException("there is no connection to write " + at);
        });
  }

  /// Checks whether files can be written, without AWS.
  ///
  /// @throws UserError if one cannot
  static void checkFiles(Collection<ReportTarget> targets) {
    for (ReportTarget each : targets) {
      switch (each) {
        case LocalFile(Path path) -> AtomicReportFile.check(path);
        case BucketObject(S3Address at) -> {
          if (!Files.isWritable(TEMPORARY)) {
            throw new UserError(
                "The report for %s is a file in %s first, and you may not write there. Name another folder: JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR"
                    .formatted(at, TEMPORARY));
          }
        }
      }
    }
  }

  /// Checks whether objects can be written, as far as that shows before.
  ///
  /// @throws UserError if one cannot
  void checkBuckets(Collection<ReportTarget> targets, Terminal terminal) {
    for (ReportTarget each : targets) {
      if (each instanceof BucketObject(S3Address at)) {
        buckets.apply(at.parent()).check(at.name()).ifPresent(terminal::warn);
      }
    }
  }

  /// Writes a report. [#end] says if that failed. One that cannot be put into a bucket remains a
  /// local file.
  void write(ReportTarget target, ReportFormat format, AtomicReportFile.Content content) {
    put(
        target,
        format,
        content,
        left -> left.map(file -> " The report is in " + file + ".").orElse(""));
  }

  /// Writes the report that would else be on stdout, where it is printed if that fails.
  void writeOrPrint(
      ReportTarget target,
      ReportFormat format,
      AtomicReportFile.Content content,
      Terminal terminal) {
    put(
        target,
        format,
        content,
        left -> {
          terminal.print(content::to);
          left.ifPresent(ReportWriter::delete);
          return " The report was printed.";
        });
  }

  /// @param failed what becomes of the report if it was not written, as a sentence, given the
  ///     local file that it is in
  private void put(
      ReportTarget target,
      ReportFormat format,
      AtomicReportFile.Content content,
      Function<Optional<Path>, String> failed) {
    Optional<Path> left = Optional.empty();
    try {
      switch (target) {
        case LocalFile(Path path) -> AtomicReportFile.write(path, content);
        case BucketObject(S3Address at) -> {
          Path file = temporary(at);
          AtomicReportFile.write(file, content);
          left = Optional.of(file);
          buckets.apply(at.parent()).put(at.name(), file, format.contentType());
          delete(file);
        }
      }
    } catch (UserError e) {
      problems.add(e.getMessage().replaceFirst("\\.?$", ".") + failed.apply(left));
    }
  }

  /// Ends the writing of reports.
  ///
  /// @throws OutputException if one of them could not be written
  void end() {
    if (!problems.isEmpty()) {
      throw new OutputException(String.join("\n", problems));
    }
  }

  private static Path temporary(S3Address at) {
    try {
      return Files.createTempDirectory(TEMPORARY, "molly-report-").resolve(at.name());
    } catch (IOException e) {
      throw new UserError(
          "Cannot write to %s for %s: %s".formatted(TEMPORARY, at, FailureReason.of(e)), e);
    }
  }

  /// What is left in the temporary folder is no reason to fail.
  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
