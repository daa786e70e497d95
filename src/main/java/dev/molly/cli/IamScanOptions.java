package dev.molly.cli;

import dev.molly.model.S3Address;
import dev.molly.report.scan.ReportFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The scan that a policy is for. The options are fields, because picocli reads the annotations of
/// all parameters of a method again for each of them, at every start of molly.
final class IamScanOptions {
  @Option(
      names = "--organization",
      fallbackValue = "true",
      description = "To scan the organization of the config, as its management account.")
  boolean organization;

  @Option(names = "--cache", fallbackValue = "true", description = "To scan with --cache.")
  boolean cache;

  @Option(
      names = "--notify",
      fallbackValue = "true",
      description = "To scan with --notify, by the channels of the config.")
  boolean notifies;

  @Option(
      names = "--security-hub",
      fallbackValue = "true",
      description = "To scan with --security-hub.")
  boolean securityHub;

  @Option(
      names = "--scan-store",
      paramLabel = "s3://BUCKET/PREFIX",
      description = "To scan with --scan-store, or with scan-store in the config.")
  @Nullable S3Address scanStore;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "s3://BUCKET/KEY",
      description = "To scan with this --output.")
  @Nullable ReportTarget output;

  @Option(
      names = "--report",
      paramLabel = "FORMAT=s3://BUCKET/KEY",
      completionCandidates = CompletionCandidates.Reports.class,
      description = "To scan with this --report. May be given several times.")
  Map<ReportFormat, ReportTarget> reports = new LinkedHashMap<>();
}
