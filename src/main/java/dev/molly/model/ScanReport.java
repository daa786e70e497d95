package dev.molly.model;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The result of one scan. Sorted, so that the same account gives the same report.
///
/// @param policies the names of the policies that were evaluated
/// @param rules the rules of those policies, for the kinds that were scanned
/// @param targets the intended targets, whether or not they could be read
/// @param resources the number of resources seen, by kind; kinds that were scanned without any
///     resource are present with 0
/// @param budget the AWS calls made
/// @param shard the part of a scan that this is; empty for a whole scan
/// @param narrowed the options that leave resources or rules out: `--tag env=prod`; empty for none
/// @param cache what was taken from a cache; empty if everything was read
/// @param accounts the names of the accounts, and those of the organization that were not scanned
/// @param estimate the calls that were estimated for this scan, where that was asked for
public record ScanReport(
    Instant startedAt,
    Instant endedAt,
    String mollyVersion,
    List<String> policies,
    List<RuleSummary> rules,
    List<AccountRegion> targets,
    Map<KindId, Long> resources,
    CallBudget budget,
    List<Gap> gaps,
    List<Finding> findings,
    AccountDirectory accounts,
    Optional<CacheUse> cache,
    Optional<Shard> shard,
    List<String> narrowed,
    Optional<ScanEstimate> estimate) {
  /// Creates the report on accounts without names.
  public ScanReport(
      Instant startedAt,
      Instant endedAt,
      String mollyVersion,
      List<String> policies,
      List<RuleSummary> rules,
      List<AccountRegion> targets,
      Map<KindId, Long> resources,
      CallBudget budget,
      List<Gap> gaps,
      List<Finding> findings) {
    this(
        startedAt,
        endedAt,
        mollyVersion,
        policies,
        rules,
        targets,
        resources,
        budget,
        gaps,
        findings,
        AccountDirectory.EMPTY,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  public ScanReport {
    policies = List.copyOf(policies);
    rules = rules.stream().sorted().toList();
    targets = targets.stream().sorted().distinct().toList();
    resources = Collections.unmodifiableMap(new TreeMap<>(resources));
    gaps = gaps.stream().sorted().toList();
    narrowed = List.copyOf(narrowed);
    // Too many of them to sort again, and in order already.
    findings = findings instanceof PackedFindings ? findings : findings.stream().sorted().toList();
  }

  /// Returns the report with what was estimated for the scan.
  public ScanReport beside(ScanEstimate estimated) {
    return new ScanReport(
        startedAt,
        endedAt,
        mollyVersion,
        policies,
        rules,
        targets,
        resources,
        budget,
        gaps,
        findings,
        accounts,
        cache,
        shard,
        narrowed,
        Optional.of(estimated));
  }

  /// Returns the number of AWS calls made.
  public long calls() {
    return budget.calls();
  }

  /// Returns the number of findings with this status.
  public long count(FindingStatus status) {
    return findings.stream().filter(finding -> finding.status() == status).count();
  }

  /// Returns the exit code: the worst that follows from the findings and the gaps.
  ///
  /// @param failOn the lowest severity that counts as a finding
  public ExitCode exitCode(Severity failOn) {
    return exitCode(finding -> finding.severity().isAtLeast(failOn));
  }

  /// Returns the exit code: the worst that follows from the findings and the gaps.
  ///
  /// @param counts whether a violation counts as a finding
  public ExitCode exitCode(Predicate<Finding> counts) {
    if (!gaps.isEmpty() || count(FindingStatus.UNKNOWN) > 0) {
      return ExitCode.INCOMPLETE;
    }
    boolean found =
        findings.stream().anyMatch(each -> each.status().violation() && counts.test(each));
    return found ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }
}
