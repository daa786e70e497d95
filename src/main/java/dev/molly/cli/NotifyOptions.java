package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.config.Config;
import dev.molly.config.NoticeChannel;
import dev.molly.config.NoticeRoute;
import dev.molly.config.NoticeType;
import dev.molly.model.HubFinding;
import dev.molly.model.HubImport;
import dev.molly.model.UserError;
import dev.molly.policy.ScanRequest;
import dev.molly.report.digest.DigestDelivery;
import dev.molly.report.digest.DigestPreview;
import dev.molly.report.digest.ScanDigest;
import dev.molly.report.format.PrintableText;
import dev.molly.report.format.ReportPhrases;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// The options that tell owners, and Security Hub, about a scan.
final class NotifyOptions {
  @Option(
      names = "--notify",
      fallbackValue = "true",
      description =
          "Tell each owner by the channels of the config what is new and what is fixed since the"
              + " last scan, or what fails if there was none. Reads the tags of owners where that"
              + " costs a call for each resource, too (molly explain notify).")
  boolean changes;

  @Option(
      names = "--notify-always",
      fallbackValue = "true",
      description = "The same, also for owners for whom nothing has changed.")
  boolean always;

  @Option(
      names = "--notify-dry-run",
      fallbackValue = "true",
      description =
          "Print what --notify would send, and where, to stderr. Sends nothing, and does not count"
              + " as the last scan.")
  boolean dryRun;

  @Option(
      names = "--security-hub",
      fallbackValue = "true",
      description =
          "Import what fails or is unknown into Security Hub, each in its own account and region,"
              + " and update there what is fixed or gone since the last scan (molly explain"
              + " security-hub).")
  boolean securityHub;

  /// Returns whether one of the options is given.
  boolean given() {
    return changes || always || dryRun;
  }

  /// Checks the options before a scan that may take an hour.
  void check(Config config, boolean sandbox) {
    if (securityHub && sandbox) {
      throw new UserError("--security-hub: the sandbox has no Security Hub. Leave it out.");
    }
    if (given()) {
      channels(config);
    }
  }

  /// Returns the channels of the config that get digests of scans, at least one.
  static List<NoticeChannel> channels(Config config) {
    List<NoticeChannel> channels = channels(config, NoticeType.SCAN);
    if (channels.isEmpty()) {
      throw new UserError(
          """
          --notify: no channel of the config is about scans. Add 'about' to one:
              notify: { command: [./tell-owner], about: [falls-due, scan] }
          See: molly explain notify\
          """);
    }
    return channels;
  }

  /// Returns the channels of the config that get one type of notice.
  static List<NoticeChannel> channels(Config config, NoticeType type) {
    return config.channels().stream()
        .filter(each -> each.about().contains(type))
        .map(NoticeRoute::channel)
        .toList();
  }

  /// Imports findings into Security Hub. What it does not take is a warning: the scan is over.
  void importInto(
      Molly molly, ScanRequest request, Stream<HubFinding> findings, Terminal terminal) {
    HubImport done = molly.importFindings(request.accounts(), findings);
    terminal.note(
        "%s imported into Security Hub."
            .formatted(ReportPhrases.count(done.imported(), "finding")));
    if (done.failed() > 0) {
      terminal.warn(
          "%s not imported into Security Hub."
              .formatted(ReportPhrases.count(done.failed(), "finding")));
      done.problems().forEach(each -> terminal.warn("Security Hub in " + each + "."));
    }
  }

  /// Delivers digests. What a channel does not take is a warning: the scan is over.
  void deliver(Molly molly, List<ScanDigest> digests, Terminal terminal) {
    if (dryRun) {
      print(molly.preview(digests), terminal);
      return;
    }
    DigestDelivery delivery = molly.deliver(digests);
    terminal.note(
        "%s for %s delivered."
            .formatted(
                ReportPhrases.count(delivery.delivered(), "notice"),
                ReportPhrases.count(digests.size(), "owner")));
    delivery.problems().forEach(each -> terminal.warn("Notice " + each + "."));
  }

  private static void print(List<DigestPreview> previews, Terminal terminal) {
    var err = terminal.err();
    if (previews.isEmpty()) {
      err.println("molly: no owner would be told: nothing has changed, or nothing fails.");
    }
    for (DigestPreview each : previews) {
      err.println("notice " + each.digest().id() + " to " + PrintableText.of(each.destination()));
      each.digest().text().lines().forEach(line -> err.println("  " + line));
      err.println("  " + PrintableText.of(each.payload()));
    }
  }
}
