package dev.molly.report.scan;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.molly.history.FormerFinding;
import dev.molly.history.FormerState;
import dev.molly.history.ScanComparison;
import dev.molly.model.AccountDirectory;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ScanReport;
import dev.molly.model.UnscannedAccount;
import dev.molly.report.format.Invocation;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.StatusCounts;
import dev.molly.report.format.XmlWriter;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;

/// The report for CI servers, as JUnit XML: a suite per account, region and kind, a test case
/// per finding. A violation is a failure if it sets the exit code (`--fail-on`); a milder one is
/// skipped, with its reason: a passing job shows no failures. Unreadable resources are errors,
/// with the gaps in a suite of their own; exempt and not applicable findings are skipped.
public final class JunitReport implements ReportRenderer {
  private final Invocation typed;
  private final FailOn failOn;
  private final ScanComparison comparison;

  /// @param typed the command that produced the report, for the commands in it
  /// @param failOn which violations are failures
  /// @param comparison what has changed since the last scan
  public JunitReport(Invocation typed, FailOn failOn, ScanComparison comparison) {
    this.typed = typed;
    this.failOn = failOn;
    this.comparison = comparison;
  }

  @Override
  public void render(ScanReport report, Writer out) throws IOException {
    try {
      write(new XmlWriter(out), report);
    } catch (XMLStreamException e) {
      throw e.getCause() instanceof IOException broken ? broken : new IOException(e);
    }
    out.write('\n');
    out.flush();
  }

  private void write(XmlWriter xml, ScanReport report) throws XMLStreamException {
    xml.begin("testsuites");
    xml.attribute("name", "molly scan");
    List<UnscannedAccount> unscanned = report.accounts().unscanned();
    int others = report.gaps().size() + comparison.former().size() + unscanned.size();
    totals(xml, report.findings(), report.gaps().size(), others);
    xml.attribute("time", seconds(report));
    if (!report.gaps().isEmpty()) {
      suite(xml, report, "gaps");
      counts(xml, List.of(), report.gaps().size());
      for (Gap gap : report.gaps()) {
        testcase(xml, gap, report.accounts());
      }
      xml.end();
    }
    if (!unscanned.isEmpty()) {
      suite(xml, report, "not scanned");
      totals(xml, List.of(), 0, unscanned.size());
      xml.attribute("skipped", String.valueOf(unscanned.size()));
      for (UnscannedAccount account : unscanned) {
        testcase(xml, account);
      }
      xml.end();
    }
    var suites =
        report.findings().stream()
            .collect(
                groupingBy(finding -> suiteOf(finding, report.accounts()), TreeMap::new, toList()));
    for (var suite : suites.entrySet()) {
      suite(xml, report, suite.getKey());
      counts(xml, suite.getValue(), 0);
      for (Finding finding : suite.getValue()) {
        testcase(xml, finding, report);
      }
      xml.end();
    }
    if (comparison.isAsked()) {
      comparison(xml, report);
    }
    xml.end();
    xml.finish();
  }

  private static String suiteOf(Finding finding, AccountDirectory accounts) {
    ResourceId id = finding.resource().id();
    return accounts.label(id.account()) + " " + id.region() + " " + id.kind();
  }

  private static void suite(XmlWriter xml, ScanReport report, String name)
      throws XMLStreamException {
    xml.begin("testsuite");
    xml.attribute("name", name);
    // The schema that CI servers share has no time zone here: it is UTC.
    xml.attribute(
        "timestamp",
        DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
            report.startedAt().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC)));
  }

  private void counts(XmlWriter xml, List<Finding> findings, int gaps) throws XMLStreamException {
    StatusCounts counts = StatusCounts.of(findings);
    long skipped =
        counts.of(FindingStatus.EXEMPT) + counts.of(FindingStatus.NOT_APPLICABLE) + mild(findings);
    totals(xml, findings, gaps, gaps);
    xml.attribute("skipped", String.valueOf(skipped));
  }

  /// Writes the counts that the whole report has, too: the schema that CI servers share counts
  /// what was skipped in suites only.
  ///
  /// @param others the number of cases that are about no finding, with the gaps
  private void totals(XmlWriter xml, List<Finding> findings, int gaps, int others)
      throws XMLStreamException {
    StatusCounts counts = StatusCounts.of(findings);
    xml.attribute("tests", String.valueOf(counts.total() + others));
    xml.attribute("failures", String.valueOf(counts.violations() - mild(findings)));
    xml.attribute("errors", String.valueOf(counts.of(FindingStatus.UNKNOWN) + gaps));
  }

  private long mild(List<Finding> findings) {
    return findings.stream().filter(this::isMild).count();
  }

  private static void testcase(XmlWriter xml, UnscannedAccount account) throws XMLStreamException {
    xml.begin("testcase");
    xml.attribute("classname", "account." + account.reason().word());
    xml.attribute("name", account.id() + " " + account.name());
    xml.begin("skipped");
    xml.attribute("message", account.reason().words());
    xml.end();
    xml.end();
  }

  private static void testcase(XmlWriter xml, Gap gap, AccountDirectory accounts)
      throws XMLStreamException {
    String where = gap.region().map(RegionId::value).orElse("every region");
    xml.begin("testcase");
    xml.attribute("classname", gap.kind().map(KindId::value).orElse("every-kind") + ".gap");
    xml.attribute("name", gap.account() + " " + where);
    xml.begin("error");
    xml.attribute("type", "gap");
    xml.attribute("message", ReportPhrases.why(gap));
    xml.line("Nothing is known of " + ReportPhrases.place(gap, accounts) + ".");
    xml.end();
    xml.end();
  }

  /// Writes a suite about the last scan. Its cases never fail: a violation that is still there is
  /// a failure in the suite of its kind.
  private void comparison(XmlWriter xml, ScanReport report) throws XMLStreamException {
    suite(xml, report, "since the last scan");
    xml.attribute("tests", String.valueOf(comparison.former().size()));
    xml.attribute("failures", "0");
    xml.attribute("errors", "0");
    xml.attribute("skipped", String.valueOf(skippedFormer()));
    for (FormerFinding former : comparison.former()) {
      xml.begin("testcase");
      xml.attribute("classname", "since-last-scan." + former.was().rule());
      xml.attribute("name", former.was().resource().arn());
      if (former.state() != FormerState.FIXED) {
        xml.begin("skipped");
        xml.attribute("message", former.state().words() + ": " + ComparisonText.former(former));
        xml.end();
      }
      xml.end();
    }
    xml.begin("system-out");
    xml.line(ComparisonText.paragraph(comparison));
    xml.end();
    xml.end();
  }

  private long skippedFormer() {
    return comparison.former().size() - comparison.count(FormerState.FIXED);
  }

  private void testcase(XmlWriter xml, Finding finding, ScanReport report)
      throws XMLStreamException {
    xml.begin("testcase");
    xml.attribute("classname", finding.resource().id().kind() + "." + finding.rule());
    xml.attribute("name", finding.resource().identifier());
    switch (finding.status()) {
      case FAIL, INEFFECTIVE -> {
        if (isMild(finding)) {
          skipped(xml, finding, " " + finding.severity().word() + failOn.whyNot(finding));
        } else {
          outcome(xml, "failure", finding, report);
        }
      }
      case UNKNOWN -> outcome(xml, "error", finding, report);
      case EXEMPT, NOT_APPLICABLE -> skipped(xml, finding, "");
      case PASS -> {}
    }
    owner(xml, finding, report.accounts());
    xml.end();
  }

  /// Writes the owner and the name of the account, as far as they are known: as text, since the
  /// schema that CI servers share has no properties in a test case.
  private static void owner(XmlWriter xml, Finding finding, AccountDirectory accounts)
      throws XMLStreamException {
    xml.begin("system-out");
    xml.line("owner-status: " + finding.owner().word());
    if (finding.owner().name().isPresent()) {
      xml.line("owner: " + finding.owner().name().get());
    }
    if (accounts.name(finding.resource().id().account()).isPresent()) {
      xml.line("account-name: " + accounts.name(finding.resource().id().account()).get());
    }
    xml.end();
  }

  private boolean isMild(Finding finding) {
    return finding.status().violation() && !failOn.counts(comparison).test(finding);
  }

  private static void skipped(XmlWriter xml, Finding finding, String why)
      throws XMLStreamException {
    xml.begin("skipped");
    xml.attribute("message", finding.status().word() + why + ": " + ReportPhrases.reason(finding));
    xml.end();
  }

  private void outcome(XmlWriter xml, String element, Finding finding, ScanReport report)
      throws XMLStreamException {
    xml.begin(element);
    xml.attribute("type", finding.severity().word() + " " + finding.status().word());
    xml.attribute("message", ReportPhrases.reason(finding));
    xml.line("name: " + finding.resource().name());
    xml.line("arn:  " + finding.resource().arn());
    xml.line("fix:  " + ReportPhrases.command(finding, typed));
    String age = ComparisonText.age(finding, report, comparison);
    if (!age.isEmpty()) {
      xml.line("age:  " + age);
    }
    xml.end();
  }

  private static String seconds(ScanReport report) {
    long millis = Duration.between(report.startedAt(), report.endedAt()).toMillis();
    return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
  }
}
