package dev.molly.history;

import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.ApiCalls;
import dev.molly.model.CallBudget;
import dev.molly.model.ControlId;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.Owner;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.RuleGuidance;
import dev.molly.model.RuleId;
import dev.molly.model.RuleSummary;
import dev.molly.model.ScanReport;
import dev.molly.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Scans to remember: of a few databases in one account and two regions, by two rules.
public final class SampleScans {
  public static final Instant FIRST = Instant.parse("2026-11-17T02:00:00Z");
  public static final RuleId RULE = new RuleId("orders-are-protected");
  public static final RuleId OTHER = new RuleId("two-weeks-of-backups");
  public static final KindId KIND = new KindId("rds-instance");
  public static final AccountId ACCOUNT = new AccountId("111122223333");
  public static final RegionId IRELAND = new RegionId("eu-west-1");
  public static final RegionId VIRGINIA = new RegionId("us-east-1");
  public static final HistoryScope SCOPE = scope("eu-west-1", "us-east-1");
  public static final List<CheckedRule> RULES =
      List.of(new CheckedRule(RULE, "one", true), new CheckedRule(OTHER, "one", false));

  private SampleScans() {}

  public static HistoryScope scope(String... regions) {
    return new HistoryScope(
        List.of(ACCOUNT.value()), List.of(regions), List.of("all"), List.of("ours"), List.of());
  }

  public static Instant day(int days) {
    return FIRST.plus(Duration.ofDays(days));
  }

  public static Finding finding(String id, FindingStatus status) {
    return finding(id, RULE, IRELAND, status);
  }

  public static Finding finding(String id, RuleId rule, RegionId region, FindingStatus status) {
    return new Finding(
        rule,
        rule.equals(RULE) ? Severity.CRITICAL : Severity.MEDIUM,
        new ResourceRef(
            new ResourceId(KIND, ACCOUNT, region, "db-" + id),
            id,
            id,
            "arn:aws:rds:%s:%s:db:%s".formatted(region, ACCOUNT, id)),
        new ControlId("deletion-protection"),
        status,
        "it is as it was seen",
        Optional.empty(),
        Optional.empty(),
        false,
        "rds-instance",
        new Owner.None());
  }

  /// The same finding, of something that has this owner.
  public static Finding owned(Finding one, Owner owner) {
    return new Finding(
        one.rule(),
        one.severity(),
        one.resource(),
        one.control(),
        one.status(),
        one.reason(),
        one.missingPermission(),
        one.fix(),
        one.protectable(),
        one.explain(),
        owner);
  }

  public static ScanReport report(Instant at, Finding... findings) {
    return report(at, List.of(), findings);
  }

  public static ScanReport report(Instant at, List<Gap> gaps, Finding... findings) {
    return report(at, List.of(IRELAND, VIRGINIA), gaps, findings);
  }

  public static ScanReport report(
      Instant at, List<RegionId> regions, List<Gap> gaps, Finding... findings) {
    return new ScanReport(
        at,
        at.plusSeconds(4),
        "1.2.3",
        List.of("ours"),
        List.of(summary(RULE, Severity.CRITICAL), summary(OTHER, Severity.MEDIUM)),
        regions.stream().map(region -> new AccountRegion(ACCOUNT, region)).toList(),
        Map.of(KIND, (long) findings.length),
        new CallBudget(
            List.of(
                new ApiCalls(
                    Optional.of(ACCOUNT), regions.getFirst(), "rds:DescribeDBInstances", 12, 0)),
            RateLimitConfig.DEFAULT),
        gaps,
        List.of(findings));
  }

  private static RuleSummary summary(RuleId rule, Severity severity) {
    return new RuleSummary(
        rule,
        KIND,
        new ControlId("deletion-protection"),
        severity,
        "Orders cannot be had back.",
        List.of(),
        "rds-instance",
        Optional.empty(),
        RuleGuidance.NONE);
  }

  public static Gap gap(Optional<RegionId> region, Optional<KindId> kind) {
    return new Gap(ACCOUNT, region, kind, "AccessDenied", Optional.empty());
  }

  /// Returns what a scan leaves that is the first of its scope.
  public static ScanSnapshot first(ScanReport report) {
    return after(new LastScan.None(), report);
  }

  /// Returns what a scan leaves that is not the first of its scope.
  public static ScanSnapshot after(LastScan last, ScanReport report) {
    return ScanComparison.of(report, RULES, last).snapshot(SCOPE, report, RULES);
  }
}
