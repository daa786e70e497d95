package dev.molly.report.scan;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ScanReport;
import dev.molly.model.Severity;
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
  private final Severity failOn;

  /// @param typed the command that produced the report, for the commands in it
  /// @param failOn the mildest severity that is a failure
  public JunitReport(Invocation typed, Severity failOn) {
    this.typed = typed;
    this.failOn = failOn;
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
    counts(xml, report.findings(), report.gaps().size());
    xml.attribute("time", seconds(report));
    if (!report.gaps().isEmpty()) {
      suite(xml, report, "gaps");
      counts(xml, List.of(), report.gaps().size());
      for (Gap gap : report.gaps()) {
        testcase(xml, gap);
      }
      xml.end();
    }
    var suites =
        report.findings().stream()
            .collect(groupingBy(JunitReport::suiteOf, TreeMap::new, toList()));
    for (var suite : suites.entrySet()) {
      suite(xml, report, suite.getKey());
      counts(xml, suite.getValue(), 0);
      for (Finding finding : suite.getValue()) {
        testcase(xml, finding);
      }
      xml.end();
    }
    xml.end();
    xml.finish();
  }

  private static String suiteOf(Finding finding) {
    ResourceId id = finding.resource().id();
    return id.account() + " " + id.region() + " " + id.kind();
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
    long mild = findings.stream().filter(this::isMild).count();
    long skipped = counts.of(FindingStatus.EXEMPT) + counts.of(FindingStatus.NOT_APPLICABLE) + mild;
    xml.attribute("tests", String.valueOf(counts.total() + gaps));
    xml.attribute("failures", String.valueOf(counts.violations() - mild));
    xml.attribute("errors", String.valueOf(counts.of(FindingStatus.UNKNOWN) + gaps));
    xml.attribute("skipped", String.valueOf(skipped));
  }

  private static void testcase(XmlWriter xml, Gap gap) throws XMLStreamException {
    String where = gap.region().map(RegionId::value).orElse("every region");
    xml.begin("testcase");
    xml.attribute("classname", gap.kind().map(KindId::value).orElse("every-kind") + ".gap");
    xml.attribute("name", gap.account() + " " + where);
    xml.begin("error");
    xml.attribute("type", "gap");
    xml.attribute("message", ReportPhrases.why(gap));
    xml.line("Nothing is known of " + ReportPhrases.place(gap) + ".");
    xml.end();
    xml.end();
  }

  private void testcase(XmlWriter xml, Finding finding) throws XMLStreamException {
    xml.begin("testcase");
    xml.attribute("classname", finding.resource().id().kind() + "." + finding.rule());
    xml.attribute("name", finding.resource().identifier());
    switch (finding.status()) {
      case FAIL, INEFFECTIVE -> {
        if (isMild(finding)) {
          skipped(
              xml, finding, " " + finding.severity().word() + ", below --fail-on " + failOn.word());
        } else {
          outcome(xml, "failure", finding);
        }
      }
      case UNKNOWN -> outcome(xml, "error", finding);
      case EXEMPT, NOT_APPLICABLE -> skipped(xml, finding, "");
      case PASS -> {}
    }
    xml.end();
  }

  private boolean isMild(Finding finding) {
    return finding.status().violation() && finding.severity().compareTo(failOn) < 0;
  }

  private static void skipped(XmlWriter xml, Finding finding, String why)
      throws XMLStreamException {
    xml.begin("skipped");
    xml.attribute("message", finding.status().word() + why + ": " + ReportPhrases.reason(finding));
    xml.end();
  }

  private void outcome(XmlWriter xml, String element, Finding finding) throws XMLStreamException {
    xml.begin(element);
    xml.attribute("type", finding.severity().word() + " " + finding.status().word());
    xml.attribute("message", ReportPhrases.reason(finding));
    xml.line("name: " + finding.resource().name());
    xml.line("arn:  " + finding.resource().arn());
    xml.line("fix:  " + ReportPhrases.command(finding, typed));
    xml.end();
  }

  private static String seconds(ScanReport report) {
    long millis = Duration.between(report.startedAt(), report.endedAt()).toMillis();
    return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
  }
}
