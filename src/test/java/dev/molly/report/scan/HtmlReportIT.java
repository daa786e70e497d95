package dev.molly.report.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.contract.Beside;
import dev.molly.contract.Required;
import dev.molly.model.ScanReport;
import dev.molly.report.Chromium;
import dev.molly.report.Rendered;
import dev.molly.report.SampleReports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The page as a real browser shows it. What is on the screen is measured by a script that only the
/// test's copy of the page has, which is why the copy is without the content policy. It is measured
/// in a frame, because Chromium makes no window narrower than 500 pixels.
@Tag(Required.CHROMIUM)
@Beside
class HtmlReportIT {
  private static final String PROBE =
      """
      <script>
        const seen = (what) =>
            [...document.querySelectorAll(what)].filter((e) => e.checkVisibility()).length;
        document.querySelector('.copy')?.click();
        setTimeout(() => parent.postMessage(JSON.stringify({
          rows: seen('#findings tr[data-status]'), filters: seen('#filters'),
          copies: seen('.copy'), copy: document.querySelector('.copy')?.textContent,
          gaps: seen('.gaps li'), nothing: seen('#nothing'),
          width: innerWidth, page: document.documentElement.scrollWidth,
          shown: document.getElementById('shown').value }), '*'), 200);
      </script>
      """;

  private static final String FRAME =
      """
      <!DOCTYPE html><title>waiting</title>
      <script>onmessage = (event) => { document.title = event.data; };</script>
      <iframe src="report.html{filters}" width="{width}" height="900" style="border:0"></iframe>
      """;

  private static final Pattern POLICY =
      Pattern.compile("<meta http-equiv=\"Content-Security-Policy\"[^>]*>");

  @TempDir Path folder;
  private Chromium browser = new Chromium(Path.of(""), Path.of(""));

  @BeforeEach
  void findABrowser() {
    Path program =
        Chromium.find()
            .orElseThrow(
                () ->
                    Required.missing(
                        Required.CHROMIUM, "no chromium or google-chrome on the PATH"));
    browser = new Chromium(program, folder);
  }

  @Test
  void showsEveryFindingAndEveryGap() throws Exception {
    String screen = screen(SampleReports.nasty(), "", 1280);

    assertThat(screen)
        .contains("\"rows\":13", "\"gaps\":3", "\"filters\":1", "\"copies\":9", "\"nothing\":0")
        .contains("\"shown\":\"Showing 13 of 13\"");
  }

  @Test
  void hidesWhatTheFilterInTheAddressLeavesOut() throws Exception {
    assertThat(screen(SampleReports.fleet(300), "#status=fail&q=web-01", 1280))
        .contains("\"rows\":1,", "\"shown\":\"Showing 1 of 300\"");
    assertThat(screen(SampleReports.fleet(300), "#status=pass", 1280)).contains("\"rows\":60,");
    assertThat(screen(SampleReports.fleet(300), "#account=444455556666", 1280))
        .contains("\"rows\":150,");
    assertThat(screen(SampleReports.nasty(), "#status=open&severity=high", 1280))
        .contains("\"rows\":6,");
    assertThat(screen(SampleReports.nasty(), "#kind=s3-bucket", 1280)).contains("\"rows\":2,");
  }

  @Test
  void hidesTheSameOnAPhone() throws Exception {
    assertThat(screen(SampleReports.fleet(300), "#status=fail&q=web-01", 390))
        .contains("\"rows\":1,");
  }

  @Test
  void copiesOrAtLeastSelectsACommand() throws Exception {
    assertThat(screen(SampleReports.nasty(), "", 1280))
        .containsPattern("\"copy\":\"(Copied|Selected)\"");
  }

  @Test
  void saysSoWhenNothingMatches() throws Exception {
    assertThat(screen(SampleReports.nasty(), "#q=no+such+thing", 1280))
        .contains("\"rows\":0,", "\"nothing\":1");
  }

  @Test
  void shows3000Findings() throws Exception {
    assertThat(screen(SampleReports.fleet(3_000), "", 1280)).contains("\"rows\":3000,");
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 800, 1280})
  void neverScrollsSideways(int width) throws Exception {
    String screen = screen(SampleReports.nasty(), "", width);

    assertThat(number(screen, "width")).isEqualTo(width);
    assertThat(number(screen, "page")).isLessThanOrEqualTo(width);
  }

  @Test
  void raisesNoErrorAndRunsNothingThatCameFromAws() throws Exception {
    String address = write("report.html", Rendered.as(ReportFormat.HTML, SampleReports.nasty()));

    Chromium.Page page = browser.open(address + "#status=fail");

    assertThat(page.log()).doesNotContain("CONSOLE");
    assertThat(page.dom()).contains("Showing 7 of 13");
  }

  @Test
  void wouldSeeAnErrorIfThereWereOne() throws Exception {
    String broken =
        Rendered.as(ReportFormat.HTML, SampleReports.nasty()).replace(" 'use strict'", " boom()");

    Chromium.Page page = browser.open(write("report.html", broken));

    assertThat(page.log()).contains("CONSOLE").contains("Content Security Policy");
  }

  /// What a browser shows of a report, under filters in its address, in a window of this width.
  private String screen(ScanReport report, String filters, int width) throws Exception {
    String html = Rendered.as(ReportFormat.HTML, report);
    write(
        "report.html", POLICY.matcher(html).replaceFirst("").replace("</body>", PROBE + "</body>"));
    String frame =
        FRAME
            .replace("{filters}", filters.replace("&", "&amp;"))
            .replace("{width}", String.valueOf(width));

    Chromium.Page page = browser.open(write("frame.html", frame));

    assertThat(page.log()).doesNotContain("CONSOLE");
    Matcher title = Pattern.compile("<title>(\\{.*?})</title>").matcher(page.dom());
    assertThat(title.find()).as("the page was measured").isTrue();
    return title.group(1);
  }

  private String write(String name, String html) throws Exception {
    return Files.writeString(folder.resolve(name), html).toUri().toString();
  }

  private static int number(String screen, String name) {
    Matcher number = Pattern.compile("\"" + name + "\":(\\d+)").matcher(screen);
    assertThat(number.find()).isTrue();
    return Integer.parseInt(number.group(1));
  }
}
