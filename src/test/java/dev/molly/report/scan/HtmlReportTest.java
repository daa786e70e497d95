package dev.molly.report.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ScanReport;
import dev.molly.report.Rendered;
import dev.molly.report.SampleReports;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final String NASTY = html(SampleReports.nasty());

  @Test
  void loadsNothingFromElsewhere() {
    assertThat(NASTY)
        .contains("default-src &#39;none&#39;")
        .doesNotContainPattern("<(link|img|iframe|base|object|embed)\\b")
        .doesNotContainPattern("(?i)src=\"")
        .doesNotContainPattern("(?i)href=\"(?!#|https://(console|docs)\\.aws\\.amazon\\.com/)")
        .doesNotContainPattern("(?i)@import|\\burl\\(");
  }

  @Test
  void letsNoTextFromAwsBecomeMarkup() {
    assertThat(NASTY)
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
        .contains("a ]]&gt; b &amp; &#39;c&#39; &quot;d&quot; {{rows}}");
    assertThat(count(NASTY, "<script")).isEqualTo(1);
    assertThat(NASTY).doesNotContainPattern("\\son[a-z]+=\"").doesNotContain("style=\"");
  }

  @Test
  void hasARowForEachFinding() {
    assertThat(count(NASTY, "row\" data-status=")).isEqualTo(13);
    assertThat(count(html(SampleReports.fleet(3_000)), "row\" data-status=")).isEqualTo(3_000);
  }

  @Test
  void showsGapsBeforeTheFindings() {
    assertThat(NASTY.indexOf("3 places could not be read"))
        .isBetween(0, NASTY.indexOf("Open findings by severity"));
    assertThat(html(SampleReports.clean())).doesNotContain("could not be read");
  }

  @Test
  void aLinkLeavesThePageWithoutSayingWhereFrom() {
    assertThat(count(NASTY, "target=\"_blank\" rel=\"noopener noreferrer\""))
        .isEqualTo(count(NASTY, "href=\"https://"))
        .isPositive();
  }

  @Test
  void saysInWordsWhatTheChartShows() {
    assertThat(NASTY)
        .contains("aria-label=\"rds-instance: 2 fail\"")
        .contains("aria-label=\"rds-cluster, eu-west-1: could not be read\"");
  }

  @Test
  void offersACommandOnlyWhereSomebodyHasToAct() {
    assertThat(count(NASTY, "class=\"copy\"")).isEqualTo(9);
    assertThat(count(html(SampleReports.clean()), "class=\"copy\"")).isZero();
  }

  @Test
  void neverCallsAScanThatMissedSomethingClean() {
    String incomplete = "<h1>Incomplete: something could not be read</h1>";

    assertThat(NASTY).contains(incomplete);
    assertThat(html(SampleReports.cleanButForGaps())).contains(incomplete);
    assertThat(html(SampleReports.clean())).contains("<h1>Nothing to put right</h1>");
    assertThat(html(SampleReports.fleet(5))).contains("<h1>4 findings to put right</h1>");
  }

  @Test
  void saysSoWhenNoRuleApplied() {
    assertThat(html(SampleReports.empty())).contains("No rule applied to anything that was read.");
  }

  private static String html(ScanReport report) {
    return Rendered.as(ReportFormat.HTML, report);
  }

  private static long count(String text, String part) {
    return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
  }
}
