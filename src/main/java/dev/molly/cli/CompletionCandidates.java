package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.aws.AwsRegions;
import dev.molly.config.ExplainPages;
import dev.molly.config.PolicySource;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.Severity;
import dev.molly.report.scan.ReportFormat;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/// The words that a shell offers for an option: those that the option takes. Without them picocli
/// offers the names of Java's constants, which are refused.
final class CompletionCandidates {
  private CompletionCandidates() {}

  /// For `--report`: examples, because a shell does not put a format and a file together.
  static final class Reports implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(ReportFormat.values()).map(Reports::example).iterator();
    }

    private static String example(ReportFormat format) {
      String ending =
          switch (format) {
            case TEXT -> "txt";
            case JUNIT -> "xml";
            case JSON, NDJSON, CSV, SARIF, HTML -> format.word();
          };
      return format.word() + "=molly." + ending;
    }
  }

  /// For `molly help`; a test holds it against the commands that there are.
  static final class Commands implements Iterable<String> {
    static final List<String> NAMES =
        List.of(
            "demo",
            "scan",
            "protect",
            "retire",
            "status",
            "restore",
            "extend",
            "sweep",
            "purge",
            "lease",
            "apply",
            "undo",
            "aws",
            "shim",
            "journal",
            "freeze",
            "iam",
            "explain",
            "policy",
            "schema",
            "sandbox",
            "completion",
            "version",
            "help");

    @Override
    public Iterator<String> iterator() {
      return NAMES.iterator();
    }
  }

  /// For `--kind`.
  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Molly.catalogue().kinds().stream().map(KindId::value).iterator();
    }
  }

  /// For `--policy`, beside files.
  static final class Policies implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return PolicySource.shippedNames().iterator();
    }
  }

  /// For `molly explain`.
  static final class Pages implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return new ExplainPages(Molly.catalogue()).pages().iterator();
    }
  }

  /// For `molly schema`.
  static final class Schemas implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return SchemaCommand.names().iterator();
    }
  }

  /// For `--region`.
  static final class RegionNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.concat(
              Stream.of("all"), AwsRegions.known().stream().map(RegionId::value).sorted())
          .iterator();
    }
  }

  /// For a severity.
  static final class Severities implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(Severity.values()).map(Severity::word).iterator();
    }
  }

  /// For the formats of a report.
  static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(ReportFormat.values()).map(ReportFormat::word).iterator();
    }
  }

  /// For the formats of everything that is no report.
  static final class TextOrJson implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(ReportFormat.TEXT.word(), ReportFormat.JSON.word()).iterator();
    }
  }

  /// For the formats of a journal.
  static final class TextOrNdjson implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(ReportFormat.TEXT.word(), ReportFormat.NDJSON.word()).iterator();
    }
  }
}
