package dev.molly.report.scan;

import dev.molly.history.FindingAge;
import dev.molly.history.FindingKey;
import dev.molly.history.FormerFinding;
import dev.molly.history.FormerState;
import dev.molly.history.LastScan;
import dev.molly.history.OpenFinding;
import dev.molly.history.ScanComparison;
import dev.molly.history.ScanSnapshot;
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
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The findings of a scan for Security Hub: those that fail or are unknown, and those that
/// failed or were unknown in the last scan. A finding that passed then, too, is left out.
///
/// @param typed the command that scanned, for the commands in it
public record HubFindings(
    ScanReport report, LastScan last, ScanComparison comparison, Invocation typed) {
  /// Returns the findings; those of one account and region follow one another.
  public Stream<HubFinding> stream() {
    Map<RuleId, String> documentation = new HashMap<>();
    report.rules().forEach(rule -> documentation.put(rule.id(), rule.guidance().documentation()));
    Set<FindingKey> known = newlyKnown();
    Stream<HubFinding> now =
        report.findings().stream()
            .filter(
                each -> ReportPhrases.needsSomebody(each) || known.contains(FindingKey.of(each)))
            .map(each -> now(each, documentation.getOrDefault(each.rule(), "")));
    Stream<HubFinding> former =
        comparison.former().stream()
            .filter(each -> each.state() != FormerState.NOT_SEEN)
            .map(this::former)
            .sorted(Comparator.comparing(HubFinding::place));
    return Stream.concat(now, former);
  }

  /// Returns the findings that were unknown in the last scan and had not failed before, so that
  /// the comparison does not have them.
  private Set<FindingKey> newlyKnown() {
    if (!(last instanceof LastScan.Known(ScanSnapshot was))) {
      return Set.of();
    }
    var known = new HashSet<>(was.unknown());
    comparison.former().forEach(each -> known.remove(each.was().key()));
    return known;
  }

  private HubFinding now(Finding finding, String documentation) {
    boolean open = ReportPhrases.needsSomebody(finding);
    Instant since =
        comparison
            .age(finding)
            .map(FindingAge::since)
            .or(() -> open ? Optional.empty() : comparison.base())
            .orElse(report.startedAt());
    return new HubFinding(
        FindingKey.of(finding).fingerprint(),
        finding.rule(),
        finding.resource(),
        finding.severity(),
        status(finding.status()),
        !open && finding.status() != FindingStatus.PASS,
        since,
        report.startedAt(),
        "%s: %s".formatted(finding.status().word(), ReportPhrases.reason(finding)),
        open ? ReportPhrases.command(finding, typed) : "",
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

  private static Status status(FindingStatus status) {
    return switch (status) {
      case PASS -> Status.PASSED;
      case FAIL, INEFFECTIVE, EXEMPT -> Status.FAILED;
      case UNKNOWN, NOT_APPLICABLE -> Status.NOT_AVAILABLE;
    };
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
