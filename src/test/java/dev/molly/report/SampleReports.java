package dev.molly.report;

import dev.molly.history.SampleScans;
import dev.molly.model.AccountDirectory;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.ApiCalls;
import dev.molly.model.CallBudget;
import dev.molly.model.ConsoleAddress;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// Reports to render: one with everything that has ever broken a report in it, and plain ones of
/// any size.
public final class SampleReports {
  public static final String ANSI = "web\u001b[2J\u001b]0;owned\u0007\u009b31m-01";
  public static final String FORMULA = "=cmd|' /C calc'!A0";
  public static final String SCRIPT = "<script>alert('x')</script><img src=x onerror=alert(1)>";
  public static final String CDATA_END =
      "a ]]> b & 'c' \"d\" {{rows}} [link](https://example.invalid)";
  public static final String NEWLINE = "first\nsecond\r\n\tthird \u2028 fourth";
  public static final String TURNED = "invoice\u202egnp.exe\u2066\u200b";
  public static final String EMOJI = "\ud83d\udd25 prod \u65e5\u672c\u8a9e \ud800 \uffff \u0000";
  static final String LONG = "the-very-long-name-of-a-thing ".repeat(12).strip();

  private static final Instant START = Instant.parse("2026-11-23T02:00:00Z");
  private static final AccountId PROD = new AccountId("111122223333");
  private static final AccountId STAGING = new AccountId("444455556666");
  private static final AccountId CLOSED = new AccountId("999900001111");
  private static final RegionId IRELAND = new RegionId("eu-west-1");
  private static final RegionId VIRGINIA = new RegionId("us-east-1");

  private static final RuleSummary TERMINATION =
      rule(
          "ec2-termination-protection",
          "ec2-instance",
          "termination-protection",
          Severity.HIGH,
          "An instance somebody can terminate with one call will be.");
  private static final RuleSummary DELETION =
      rule(
          "rds-deletion-protection",
          "rds-instance",
          "deletion-protection",
          Severity.CRITICAL,
          "A database that one call can delete is one tired evening away from a restore that nobody"
              + " has tried, and from the question why it was so easy.");
  private static final RuleSummary BACKUPS =
      rule("rds-backups-week", "rds-instance", "backup-retention", Severity.MEDIUM, "");
  private static final RuleSummary VERSIONING =
      rule(
          "s3-versioning",
          "s3-bucket",
          "versioning",
          Severity.LOW,
          "Without versions\n  an overwrite is a delete.\n");

  private SampleReports() {}

  /// Every status, every sort of gap, and names that nobody should have let in.
  public static ScanReport nasty() {
    var findings = new ArrayList<Finding>();
    findings.add(
        ec2("i-0a00000000000000a", ANSI, FindingStatus.FAIL, "termination protection is off"));
    findings.add(
        ec2("i-0b00000000000000b", FORMULA, FindingStatus.FAIL, "termination protection is off"));
    findings.add(
        ec2("i-0c00000000000000c", SCRIPT, FindingStatus.FAIL, "termination protection is off"));
    findings.add(
        ec2(
            "i-0d00000000000000d",
            LONG,
            FindingStatus.FAIL,
            "termination protection is off; its exemption (rebuilt every night) expired on"
                + " 2026-10-31"));
    findings.add(
        ec2(
            "i-0e00000000000000e",
            "worker",
            FindingStatus.INEFFECTIVE,
            "its Auto Scaling group 'workers' terminates it all the same"));
    findings.add(
        ec2(
            "i-0f00000000000000f",
            "spot",
            FindingStatus.NOT_APPLICABLE,
            "a spot instance has no switch"));
    findings.add(
        ec2(
            "i-0100000000000000a",
            NEWLINE,
            FindingStatus.EXEMPT,
            "rebuilt every night, until 2027-01-31"));
    findings.add(
        ec2("i-0200000000000000b", EMOJI, FindingStatus.PASS, "termination protection is on"));
    findings.add(unknownEc2("i-0300000000000000c", TURNED));
    findings.add(
        finding(
            DELETION,
            PROD,
            IRELAND,
            "orders-db",
            "orders-db",
            FindingStatus.FAIL,
            "deletion protection is off"));
    findings.add(
        finding(
            BACKUPS,
            PROD,
            IRELAND,
            "orders-db",
            "orders-db",
            FindingStatus.FAIL,
            "kept 1 day, not 7 days"));
    findings.add(
        finding(
            VERSIONING,
            STAGING,
            VIRGINIA,
            "acme-logs",
            "acme-logs",
            FindingStatus.FAIL,
            NEWLINE + SCRIPT + CDATA_END));
    findings.add(
        finding(
            VERSIONING,
            STAGING,
            VIRGINIA,
            "=acme",
            CDATA_END,
            FindingStatus.PASS,
            "versioning is on"));
    return report(
        List.of(TERMINATION, DELETION, BACKUPS, VERSIONING), findings, nastyGaps(), 1_312);
  }

  /// The same report, put together in another order.
  static ScanReport shuffled(ScanReport report, long seed) {
    var random = new Random(seed);
    return new ScanReport(
        report.startedAt(),
        report.endedAt(),
        report.mollyVersion(),
        report.policies(),
        shuffled(report.rules(), random),
        shuffled(report.targets(), random),
        new TreeMap<>(report.resources()).descendingMap(),
        report.budget(),
        shuffled(report.gaps(), random),
        shuffled(report.findings(), random));
  }

  /// A tenth of the calls are to RDS, and all others ask for an attribute of an instance.
  private static CallBudget budget(long calls) {
    long rds = calls / 10;
    long refused = calls / 100;
    return new CallBudget(
        List.of(
            new ApiCalls(Optional.empty(), VIRGINIA, "sts:AssumeRole", Math.min(1, calls), 0),
            new ApiCalls(Optional.of(STAGING), VIRGINIA, "rds:DescribeDBInstances", rds, 0),
            new ApiCalls(
                Optional.of(PROD),
                IRELAND,
                "ec2:DescribeInstanceAttribute",
                calls - rds - Math.min(1, calls),
                refused)),
        RateLimitConfig.DEFAULT);
  }

  /// Everything passes.
  public static ScanReport clean() {
    return report(
        List.of(TERMINATION),
        List.of(
            ec2(
                "i-0200000000000000b",
                "web-02",
                FindingStatus.PASS,
                "termination protection is on")),
        List.of(),
        12);
  }

  /// All that could be read passes, and not all could be read.
  public static ScanReport cleanButForGaps() {
    return report(List.of(TERMINATION), clean().findings(), nastyGaps(), 12);
  }

  /// One failing instance with this id and this fix.
  public static ScanReport withIdAndFix(String id, String fix) {
    var finding =
        new Finding(
            TERMINATION.id(),
            TERMINATION.severity(),
            ref(TERMINATION, PROD, IRELAND, id, "web-01"),
            TERMINATION.control(),
            FindingStatus.FAIL,
            "termination protection is off",
            Optional.empty(),
            Optional.of(fix),
            true,
            TERMINATION.explain(),
            new Owner.None());
    return report(List.of(TERMINATION), List.of(finding), List.of(), 1);
  }

  /// Nothing was there to look at.
  public static ScanReport empty() {
    return new ScanReport(
        START,
        START,
        "1.2.3",
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        CallBudget.NONE,
        List.of(),
        List.of());
  }

  /// As many instances as asked for, four in five of them failing, over two accounts and two
  /// regions.
  public static ScanReport fleet(int instances) {
    var findings = new ArrayList<Finding>();
    for (int i = 0; i < instances; i++) {
      boolean off = i % 5 != 4;
      findings.add(
          finding(
              TERMINATION,
              i % 2 == 0 ? PROD : STAGING,
              i % 3 == 0 ? VIRGINIA : IRELAND,
              "i-0%016x".formatted(i * 7_919L),
              "web-%02d".formatted(i),
              off ? FindingStatus.FAIL : FindingStatus.PASS,
              "termination protection is " + (off ? "off" : "on")));
    }
    return report(List.of(TERMINATION), findings, List.of(), instances + 8L);
  }

  /// Findings of several accounts, regions, rules, severities, statuses and owners.
  public static ScanReport organization(int count) {
    List<RuleSummary> rules = List.of(DELETION, TERMINATION, BACKUPS, VERSIONING);
    List<AccountId> accounts = List.of(PROD, STAGING, CLOSED);
    List<String> owners = List.of("payments", "web", "ada@example.org", "no owner", "=data");
    var findings = new ArrayList<Finding>();
    for (int i = 0; i < count; i++) {
      RuleSummary rule = rules.get(i % 4);
      FindingStatus status =
          i % 7 == 6
              ? FindingStatus.PASS
              : i % 11 == 10 ? FindingStatus.INEFFECTIVE : FindingStatus.FAIL;
      Owner owner =
          i % 10 < 5
              ? new Owner.Named(owners.get(i % 5))
              : rule.equals(VERSIONING) ? new Owner.Unread() : new Owner.None();
      Finding one =
          finding(
              rule,
              accounts.get(i % 3),
              i % 5 == 0 ? VIRGINIA : IRELAND,
              "%s-%06d".formatted(rule.kind(), i),
              i % 3 == 0 ? "name-" + i : "%s-%06d".formatted(rule.kind(), i),
              status,
              rule.control() + " is " + (status == FindingStatus.PASS ? "on" : "off"));
      findings.add(SampleScans.owned(one, owner));
    }
    ScanReport report = report(rules, findings, List.of(), count);
    return new ScanReport(
        report.startedAt(),
        report.endedAt(),
        report.mollyVersion(),
        report.policies(),
        report.rules(),
        report.targets(),
        report.resources(),
        report.budget(),
        report.gaps(),
        report.findings(),
        new AccountDirectory(Map.of(PROD, "prod", STAGING, "=staging, \"eu\""), List.of()),
        report.cache(),
        report.shard(),
        report.narrowed(),
        report.estimate());
  }

  private static List<Gap> nastyGaps() {
    return List.of(
        new Gap(
            CLOSED,
            Optional.empty(),
            Optional.empty(),
            "the role arn:aws:iam::999900001111:role/molly could not be assumed " + ANSI,
            Optional.of("sts:AssumeRole")),
        new Gap(
            PROD,
            Optional.of(VIRGINIA),
            Optional.empty(),
            "no answer after 3 tries",
            Optional.empty()),
        new Gap(
            PROD,
            Optional.of(IRELAND),
            Optional.of(new KindId("rds-cluster")),
            SCRIPT + " denied",
            Optional.of("rds:DescribeDBClusters")));
  }

  private static ScanReport report(
      List<RuleSummary> rules, List<Finding> findings, List<Gap> gaps, long calls) {
    var resources = new TreeMap<KindId, Long>();
    rules.forEach(rule -> resources.put(rule.kind(), 0L));
    findings.stream()
        .map(finding -> finding.resource().id())
        .distinct()
        .forEach(id -> resources.merge(id.kind(), 1L, Long::sum));
    return new ScanReport(
        START,
        START.plus(Duration.ofMillis(4_250)),
        "1.2.3",
        List.of("baseline", "production"),
        rules,
        List.of(
            new AccountRegion(PROD, IRELAND),
            new AccountRegion(PROD, VIRGINIA),
            new AccountRegion(STAGING, VIRGINIA)),
        resources,
        budget(calls),
        gaps,
        findings);
  }

  private static RuleSummary rule(
      String id, String kind, String control, Severity severity, String why) {
    return new RuleSummary(
        new RuleId(id),
        new KindId(kind),
        new ControlId(control),
        severity,
        why,
        kind.equals("s3-bucket") ? List.of("SecurityHub S3.14", "CKV_AWS_21") : List.of(),
        kind,
        Optional.empty(),
        new RuleGuidance(
            new ConsoleAddress(kind + "/home?region={region}#id={id}"),
            "https://docs.aws.amazon.com/" + kind + "/" + control + ".html",
            "aws_" + kind.replace('-', '_') + "." + control.replace('-', '_') + " = true"));
  }

  private static Finding ec2(String id, String name, FindingStatus status, String reason) {
    return finding(TERMINATION, PROD, IRELAND, id, name, status, reason);
  }

  private static Finding unknownEc2(String id, String name) {
    return new Finding(
        TERMINATION.id(),
        TERMINATION.severity(),
        ref(TERMINATION, PROD, IRELAND, id, name),
        TERMINATION.control(),
        FindingStatus.UNKNOWN,
        "AWS did not say whether termination protection is on",
        Optional.of("ec2:DescribeInstanceAttribute"),
        Optional.empty(),
        false,
        "ec2-instance",
        new Owner.Unknown("AccessDenied: not authorized"));
  }

  private static Finding finding(
      RuleSummary rule,
      AccountId account,
      RegionId region,
      String id,
      String name,
      FindingStatus status,
      String reason) {
    return new Finding(
        rule.id(),
        rule.severity(),
        ref(rule, account, region, id, name),
        rule.control(),
        status,
        reason,
        Optional.empty(),
        status == FindingStatus.FAIL ? Optional.of(fix(rule, region, id)) : Optional.empty(),
        status == FindingStatus.FAIL,
        rule.explain(),
        owner(rule, id));
  }

  private static Owner owner(RuleSummary rule, String id) {
    return switch (rule.kind().value()) {
      case "s3-bucket" -> new Owner.Unread();
      case "rds-instance" -> new Owner.Named("payments");
      default ->
          switch (id.charAt(id.length() - 1)) {
            case 'a' -> new Owner.Named(FORMULA);
            case 'b' -> new Owner.Named(SCRIPT);
            case 'c' -> new Owner.Named(ANSI);
            case 'd' -> new Owner.Named(NEWLINE);
            default -> new Owner.None();
          };
    };
  }

  private static ResourceRef ref(
      RuleSummary rule, AccountId account, RegionId region, String id, String name) {
    return new ResourceRef(
        new ResourceId(rule.kind(), account, region, "uid-" + id),
        id,
        name,
        "arn:aws:test:" + region + ":" + account + ":" + rule.kind() + "/" + id);
  }

  private static String fix(RuleSummary rule, RegionId region, String id) {
    return switch (rule.id().value()) {
      case "ec2-termination-protection" ->
          "aws ec2 modify-instance-attribute --region %s --instance-id %s --disable-api-termination"
              .formatted(region, id);
      case "s3-versioning" ->
          "aws s3api put-bucket-versioning --bucket %s --versioning-configuration Status=Enabled"
              .formatted(id);
      default ->
          "aws rds modify-db-instance --region %s --db-instance-identifier %s --deletion-protection"
              .formatted(region, id);
    };
  }

  private static <T> List<T> shuffled(List<T> list, Random random) {
    var copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }
}
