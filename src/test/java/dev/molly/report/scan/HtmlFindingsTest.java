package dev.molly.report.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.history.ScanComparison;
import dev.molly.model.ScanReport;
import dev.molly.report.Rendered;
import dev.molly.report.SampleReports;
import dev.molly.report.format.Invocation;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlFindingsTest {
  @Test
  void putsTheOpenOnesFirst() {
    List<String> statuses = all("data-status=\"([a-z-]+)\"", rows(SampleReports.nasty()));

    assertThat(statuses.subList(0, 9)).containsOnly("fail", "ineffective", "unknown");
    assertThat(statuses.subList(9, 13)).containsOnly("exempt", "not-applicable", "pass");
  }

  @Test
  void linksTheResourceInTheConsoleAndTheControlInTheDocumentation() {
    String rows = rows(SampleReports.organization(2));

    assertThat(rows)
        .contains(
            "href=\"https://console.aws.amazon.com/rds-instance/home?region=us-east-1#id=rds-instance-000000\"",
            "href=\"https://docs.aws.amazon.com/rds-instance/deletion-protection.html\"",
            "<code>aws_rds_instance.deletion_protection = true</code>");
  }

  @Test
  void namesNoFixForWhatIsNotOpen() {
    String passes = rows(SampleReports.clean());

    assertThat(passes)
        .contains("data-status=\"pass\"", "AWS console")
        .doesNotContain("Terraform", "AWS documentation", "class=\"copy\"");
  }

  @Test
  void anOwnerThatIsNotKnownIsNotAnAbsentOne() {
    assertThat(all("data-owner=\"([^\"]*)\" data-known=\"([a-z-]+)\"", rows(SampleReports.nasty())))
        .contains("payments tagged", " untagged", " not-read", " unknown");
  }

  private static String rows(ScanReport report) {
    var findings = new HtmlFindings(report, Invocation.none(), ScanComparison.none());
    return Rendered.text(findings::write);
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(HtmlFindingsTest::groups).toList();
  }

  private static String groups(MatchResult found) {
    return found.groupCount() == 1 ? found.group(1) : found.group(1) + " " + found.group(2);
  }
}
