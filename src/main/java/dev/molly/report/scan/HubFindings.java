package dev.molly.report.scan;

import dev.molly.history.FindingAge;
import dev.molly.history.FindingKey;
import dev.molly.history.FormerFinding;
import dev.molly.history.FormerState;
import dev.molly.history.OpenFinding;
import dev.molly.history.ScanComparison;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.HubFinding;
import dev.molly.model.HubFinding.Status;
import dev.molly.model.RuleId;
import dev.molly.model.ScanReport;
import dev.molly.report.format.Invocation;
import dev.molly.report.format.ReportPhrases;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// What Security Hub is told of a scan: what fails or is unknown, and what became of the findings
/// of the last scan. What passed before is not told again.
///
/// @param typed the command that scanned, for the commands in it
public record HubFindings(ScanReport report, ScanComparison comparison, Invocation typed) {
  /// Returns the findings; those of one account and region follow one another.
  public Stream<HubFinding> stream() {
    Map<RuleId, String> documentation = new HashMap<>();
    report.rules().forEach(rule -> documentation.put(rule.id(), rule.guidance().documentation()));
    Stream<HubFinding> open =
        report.findings().stream()
            .filter(ReportPhrases::needsSomebody)
            .map(each -> open(each, documentation.getOrDefault(each.rule(), "")));
    Stream<HubFinding> former =
        comparison.former().stream()
            .filter(each -> each.state() != FormerState.NOT_SEEN)
            .map(this::former)
            .sorted(Comparator.comparing(HubFinding::place));
    return Stream.concat(open, former);
  }

  private HubFinding open(Finding finding, String documentation) {
    Instant since = comparison.age(finding).map(FindingAge::since).orElse(report.startedAt());
    return new HubFinding(
        FindingKey.of(finding).fingerprint(),
        finding.rule(),
        finding.resource(),
        finding.severity(),
        finding.status() == FindingStatus.UNKNOWN ? Status.NOT_AVAILABLE : Status.FAILED,
        false,
        since,
        report.startedAt(),
        "%s: %s".formatted(finding.status().word(), ReportPhrases.reason(finding)),
        ReportPhrases.command(finding, typed),
        documentation);
  }

  private HubFinding former(FormerFinding former) {
    OpenFinding was = former.was();
    return new HubFinding(
        was.key().fingerprint(),
        was.rule(),
        was.resource(),
        was.severity(),
        status(former.state()),
        former.state() != FormerState.FIXED,
        was.since(),
        report.startedAt(),
        "%s: %s".formatted(former.state().words(), former.reason()),
        "",
        "");
  }

  /// An exemption does not switch the control on.
  private static Status status(FormerState state) {
    return switch (state) {
      case FIXED -> Status.PASSED;
      case EXEMPT -> Status.FAILED;
      case GONE, NOT_APPLICABLE, NOT_CHECKED, RULE_CHANGED, RULE_REMOVED, NOT_SEEN ->
          Status.NOT_AVAILABLE;
    };
  }
}
