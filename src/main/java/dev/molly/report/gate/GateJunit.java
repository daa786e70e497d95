package dev.molly.report.gate;

import dev.molly.gate.GateFinding;
import dev.molly.gate.GateReport;
import dev.molly.report.format.Invocation;
import dev.molly.report.format.XmlWriter;
import java.io.IOException;
import java.io.Writer;
import javax.xml.stream.XMLStreamException;

/// A report about a plan for CI servers, as JUnit XML: a test case per finding. One that stops the
/// plan is a failure, one that does not is skipped with its reason, and what is unclear is an
/// error. A plan without any is one test case that passes, because some servers fail a job without
/// test cases.
final class GateJunit {
  private GateJunit() {}

  static void write(GateReport report, Invocation typed, Writer out) throws IOException {
    try {
      write(new XmlWriter(out), report, typed);
    } catch (XMLStreamException e) {
      throw e.getCause() instanceof IOException broken ? broken : new IOException(e);
    }
    out.write('\n');
    out.flush();
  }

  private static void write(XmlWriter xml, GateReport report, Invocation typed)
      throws XMLStreamException {
    int cases = report.findings().size() + report.unclear().size();
    xml.begin("testsuites");
    xml.begin("testsuite");
    xml.attribute("name", "molly gate");
    xml.attribute("tests", "" + Math.max(cases, 1));
    xml.attribute("failures", "" + report.stopping());
    xml.attribute("errors", "" + report.unclear().size());
    xml.attribute("skipped", "" + (report.findings().size() - report.stopping()));
    if (cases == 0) {
      testcase(xml, "plan", report.plan());
      xml.end();
    }
    for (GateFinding finding : report.findings()) {
      testcase(xml, finding.rule().id().value(), GatePhrases.title(finding));
      xml.begin(report.stops(finding) ? "failure" : "skipped");
      xml.attribute("message", message(finding));
      if (report.stops(finding)) {
        for (String line : GatePhrases.steps(finding, typed)) {
          xml.line(line);
        }
      }
      xml.end();
      xml.end();
    }
    for (String sentence : report.unclear()) {
      testcase(xml, "unclear", sentence);
      xml.begin("error");
      xml.attribute("message", sentence);
      xml.end();
      xml.end();
    }
    xml.end();
    xml.end();
    xml.finish();
  }

  private static String message(GateFinding finding) {
    String allowance = GatePhrases.allowance(finding);
    return allowance.isEmpty()
        ? GatePhrases.what(finding)
        : GatePhrases.what(finding) + " (" + allowance + ")";
  }

  private static void testcase(XmlWriter xml, String group, String name) throws XMLStreamException {
    xml.begin("testcase");
    xml.attribute("classname", "molly.gate." + group);
    xml.attribute("name", name);
  }
}
