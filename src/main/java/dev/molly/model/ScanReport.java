package dev.molly.model;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All that one scan has to say. Sorted, so that the same account gives the same report.
///
/// @param policies the names of the policies that were held against the resources
/// @param rules the rules of those policies, for the kinds that were scanned
/// @param targets what was to be read, whether or not it could be
/// @param resources how many resources were seen, by kind; kinds that were scanned and had none are
///     there with 0
/// @param calls how many AWS calls it took
public record ScanReport(
    Instant startedAt,
    Instant endedAt,
    String mollyVersion,
    List<String> policies,
    List<RuleSummary> rules,
    List<AccountRegion> targets,
    Map<KindId, Long> resources,
    long calls,
    List<Gap> gaps,
    List<Finding> findings) {
  public ScanReport {
    policies = List.copyOf(policies);
    rules = rules.stream().sorted().toList();
    targets = targets.stream().sorted().distinct().toList();
    resources = Collections.unmodifiableMap(new TreeMap<>(resources));
    gaps = gaps.stream().sorted().toList();
    findings = findings.stream().sorted().toList();
  }

  /// How many findings have this status.
  public long count(FindingStatus status) {
    return findings.stream().filter(finding -> finding.status() == status).count();
  }

  /// The exit code: the worst of what the findings and the gaps say.
  ///
  /// @param failOn the mildest severity that counts as a finding
  public ExitCode exitCode(Severity failOn) {
    if (!gaps.isEmpty() || count(FindingStatus.UNKNOWN) > 0) {
      return ExitCode.INCOMPLETE;
    }
    boolean found =
        findings.stream()
            .anyMatch(f -> f.status().violation() && f.severity().compareTo(failOn) >= 0);
    return found ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }
}
