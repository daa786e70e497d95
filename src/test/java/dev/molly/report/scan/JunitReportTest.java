package dev.molly.report.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ScanReport;
import dev.molly.report.Rendered;
import dev.molly.report.SampleReports;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class JunitReportTest {
  @Test
  void countsWhatIsThere() throws Exception {
    for (ScanReport report :
        List.of(SampleReports.nasty(), SampleReports.clean(), SampleReports.fleet(30))) {
      Element root = parse(report).getDocumentElement();

      assertCounts(root);
      elements(root, "testsuite").forEach(JunitReportTest::assertCounts);
    }
  }

  @Test
  void givesEachStatusItsOutcome() throws Exception {
    Element root = parse(SampleReports.nasty()).getDocumentElement();

    assertThat(root.getAttribute("tests")).isEqualTo("16");
    assertThat(root.getAttribute("failures")).isEqualTo("8");
    assertThat(root.getAttribute("errors")).isEqualTo("4");
    assertThat(elements(root, "skipped")).hasSize(2);
  }

  @Test
  void putsGapsFirstAndAsErrors() throws Exception {
    Element gaps = elements(parse(SampleReports.nasty()).getDocumentElement(), "testsuite").get(0);

    assertThat(gaps.getAttribute("name")).isEqualTo("gaps");
    assertThat(elements(gaps, "error")).hasSize(3);
  }

  @Test
  void namesATestCaseByItsKindRuleAndResource() throws Exception {
    Element first = elements(parse(SampleReports.clean()).getDocumentElement(), "testcase").get(0);

    assertThat(first.getAttribute("classname"))
        .isEqualTo("ec2-instance.ec2-termination-protection");
    assertThat(first.getAttribute("name")).isEqualTo("i-0200000000000000b");
    assertThat(elements(first, "failure")).isEmpty();
    assertThat(elements(first, "skipped")).isEmpty();
    assertThat(elements(first, "error")).isEmpty();
  }

  /// Jenkins' xUnit plugin refuses a file with anything else, and so does every tool that checks
  /// by its schema.
  @Test
  void hasOnlyWhatTheSchemaThatCiServersShareHas() throws Exception {
    Element root = parse(SampleReports.nasty()).getDocumentElement();

    assertThat(attributes(root))
        .containsExactlyInAnyOrder("name", "tests", "failures", "errors", "time");
    assertThat(elements(root, "testcase"))
        .flatExtracting(test -> elements(test, "*"))
        .extracting(Element::getTagName)
        .containsOnly("skipped", "error", "failure", "system-out");
  }

  @Test
  void isWellFormedWhenThereIsNothing() throws Exception {
    assertThat(parse(SampleReports.empty()).getDocumentElement().getAttribute("tests"))
        .isEqualTo("0");
  }

  private static List<String> attributes(Element element) {
    var names = new ArrayList<String>();
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      names.add(element.getAttributes().item(i).getNodeName());
    }
    return names;
  }

  private static void assertCounts(Element suite) {
    assertThat(suite.getAttribute("tests")).isEqualTo(size(suite, "testcase"));
    assertThat(suite.getAttribute("failures")).isEqualTo(size(suite, "failure"));
    assertThat(suite.getAttribute("errors")).isEqualTo(size(suite, "error"));
    if (suite.getTagName().equals("testsuite")) {
      assertThat(suite.getAttribute("skipped")).isEqualTo(size(suite, "skipped"));
    }
  }

  private static String size(Element parent, String name) {
    return String.valueOf(elements(parent, name).size());
  }

  private static List<Element> elements(Element parent, String name) {
    var nodes = parent.getElementsByTagName(name);
    var elements = new ArrayList<Element>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static Document parse(ScanReport report) throws Exception {
    var source = new InputSource(new StringReader(Rendered.as(ReportFormat.JUNIT, report)));
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(source);
  }
}
