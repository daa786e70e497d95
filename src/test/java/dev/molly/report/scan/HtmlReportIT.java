package dev.molly.report.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.molly.contract.Required;
import dev.molly.history.ScanComparison;
import dev.molly.history.ScanHistory;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.Owner;
import dev.molly.model.ScanReport;
import dev.molly.model.Severity;
import dev.molly.report.Chromium;
import dev.molly.report.Rendered;
import dev.molly.report.SampleReports;
import dev.molly.report.format.Invocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The page as a real browser shows it. What is on the screen is measured by a script that only the
/// test's copy of the page has, which is why the copy is without the content policy. It is measured
/// in a frame, because Chromium makes no window narrower than 500 pixels.
@Tag(Required.CHROMIUM)
@Order(3)
class HtmlReportIT {
  private static final String PROBE =
      """
      <script>
        const seen = (what) =>
            [...document.querySelectorAll(what)].filter((e) => e.checkVisibility()).length;
        const texts = (what) => [...document.querySelectorAll(what)].map((e) => e.textContent);
        const probed = { copied: '', csv: '' };
        const noClipboard = async () => { throw new Error('denied'); };
        const clipboard = async (text) => { probed.copied = text; };
        Object.defineProperty(navigator, 'clipboard', { value: { writeText: clipboard } });
        window.Blob = function (parts) { probed.csv = parts.join(''); };
        URL.createObjectURL = () => '#';
        HTMLAnchorElement.prototype.click = () => {};
        addEventListener('DOMContentLoaded', () => {
          {actions}
          setTimeout(() => parent.postMessage(JSON.stringify({ ...probed,
            rows: seen('#findings tr[data-status]'), filters: seen('#filters'),
            copies: seen('.copy'), copy: document.querySelector('.copy')?.textContent,
            gaps: seen('.gaps li'), nothing: seen('#nothing'), byHand: seen('#by-hand textarea'),
            text: document.querySelector('#by-hand textarea').value,
            groups: texts('.group th'), owners: texts('[name=owner] option'), hash: location.hash,
            names: texts('#findings tr[data-status] b'),
            accounts: [...document.querySelectorAll('#findings tr[data-status]')]
                .map((row) => row.dataset.account),
            sorted: [...document.querySelectorAll('th[aria-sort]')]
                .map((head) => head.dataset.sort + ' ' + head.ariaSort),
            width: innerWidth, page: document.documentElement.scrollWidth,
            shown: document.getElementById('shown').value }), '*'), 200);
        });
      </script>
      """;

  private static final String FRAME =
      """
      <!DOCTYPE html><title>waiting</title>
      <script>onmessage = (event) => { document.title = event.data; };</script>
      <iframe src="report.html{filters}" width="{width}" height="900" style="border:0"></iframe>
      """;

  private static final String CSV = "document.getElementById('csv').click();";
  private static final JsonMapper JSON = new JsonMapper();
  private static final ScanReport ORGANIZATION = SampleReports.organization(60);

  private static final Pattern POLICY =
      Pattern.compile("<meta http-equiv=\"Content-Security-Policy\"[^>]*>");

  private static Optional<Chromium> browser = Optional.empty();

  @TempDir Path folder;

  @BeforeAll
  static void startABrowser(@TempDir Path profile) throws Exception {
    Path program =
        Chromium.find()
            .orElseThrow(
                () ->
                    Required.missing(
                        Required.CHROMIUM, "no chromium or google-chrome on the PATH"));
    browser = Optional.of(new Chromium(program, profile));
  }

  @AfterAll
  static void endIt() {
    browser.ifPresent(Chromium::close);
  }

  @Test
  void opensOnWhatIsOpenAndOnEveryGap() throws Exception {
    String screen = screen(SampleReports.nasty(), "", 1280);

    assertThat(screen)
        .contains("\"rows\":9", "\"gaps\":3", "\"filters\":1", "\"copies\":9", "\"nothing\":0")
        .contains("\"shown\":\"Showing 9 of 13\"");
    assertThat(screen(SampleReports.nasty(), "#status=all", 1280)).contains("\"rows\":13,");
  }

  @Test
  void hidesWhatTheFilterInTheAddressLeavesOut() throws Exception {
    assertThat(screen(SampleReports.fleet(300), "#status=fail&q=web-01", 1280))
        .contains("\"rows\":1,", "\"shown\":\"Showing 1 of 300\"");
    assertThat(screen(SampleReports.fleet(300), "#status=pass", 1280)).contains("\"rows\":60,");
    assertThat(screen(SampleReports.fleet(300), "#account=444455556666", 1280))
        .contains("\"rows\":120,");
    assertThat(screen(SampleReports.nasty(), "#status=open&severity=high", 1280))
        .contains("\"rows\":6,");
    assertThat(screen(SampleReports.nasty(), "#kind=s3-bucket", 1280)).contains("\"rows\":1,");
  }

  @Test
  void filtersByRegionRuleAndOwner() throws Exception {
    assertThat(rows("#region=us-east-1"))
        .isEqualTo(open(each -> each.resource().id().region().value().equals("us-east-1")));
    assertThat(rows("#rule=s3-versioning&region=eu-west-1"))
        .isEqualTo(
            open(
                each ->
                    each.rule().value().equals("s3-versioning")
                        && each.resource().id().region().value().equals("eu-west-1")));
    assertThat(rows("#owner=tagged:no owner"))
        .isEqualTo(open(each -> each.owner().equals(new Owner.Named("no owner"))));
    assertThat(rows("#owner=untagged:"))
        .isEqualTo(open(each -> each.owner().equals(new Owner.None())));
    assertThat(rows("#owner=not-read:"))
        .isEqualTo(open(each -> each.owner().equals(new Owner.Unread())));
  }

  @Test
  void sortsByAColumnAndKeepsTheViewInTheAddress() throws Exception {
    JsonNode up =
        probe(ORGANIZATION, "", "document.querySelector('[data-sort=resource] button').click();");
    JsonNode down = probe(ORGANIZATION, "#sort=-account&severity=low", "");

    assertThat(words(up.get("sorted"))).containsExactly("resource ascending");
    assertThat(up.get("hash").asText()).isEqualTo("#sort=resource");
    assertThat(words(up.get("names"))).startsWith("ec2-instance-000001", "ec2-instance-000005");
    assertThat(words(up.get("names"))).containsSubsequence("name-3", "name-12", "name-51");
    assertThat(words(down.get("sorted"))).containsExactly("account descending");
    assertThat(words(down.get("accounts")))
        .isSortedAccordingTo(Comparator.reverseOrder())
        .contains("111122223333", "999900001111");
  }

  @Test
  void groupsByRuleOrOwnerWithTheWorstGroupFirst() throws Exception {
    JsonNode rules = probe(ORGANIZATION, "#group=rule", "");
    JsonNode owners = probe(ORGANIZATION, "#group=owner&status=all", "");

    assertThat(words(rules.get("groups")))
        .containsExactly(
            "rds-deletion-protection13 critical",
            "ec2-termination-protection13 high",
            "rds-backups-week13 medium",
            "s3-versioning13 low");
    assertThat(rules.get("rows").asInt()).isEqualTo(52);
    assertThat(words(owners.get("groups")))
        .hasSize(7)
        .anyMatch(group -> group.startsWith("owner no owner"))
        .anyMatch(group -> group.startsWith("no owner"))
        .anyMatch(group -> group.startsWith("unread owner") && group.contains("not open"));
    assertThat(words(owners.get("owners")))
        .contains("owner no owner", "no owner", "unread owner")
        .doesNotHaveDuplicates();
    assertThat(owners.get("rows").asInt()).isEqualTo(60);
  }

  @Test
  void opensGroupedAsTheTextReportIs() throws Exception {
    var context =
        new ReportContext(
            FailOn.ANY, GroupBy.RULE, ScanComparison.none(), ScanHistory.Scans.NONE, false);
    String html =
        Rendered.by(ReportRenderers.of(ReportFormat.HTML, Rendered.PLAIN, context), ORGANIZATION);

    assertThat(words(probe(html, "", "", 1280).get("groups"))).hasSize(4);
    assertThat(words(probe(html, "#group=", "", 1280).get("groups"))).isEmpty();
  }

  @Test
  void anAddressOfARuleShowsTheViewAsAtFirst() throws Exception {
    JsonNode opened = probe(ORGANIZATION, "#rule-s3-versioning", "");

    assertThat(opened.get("rows").asInt()).isEqualTo(52);
    assertThat(opened.get("shown").asText()).isEqualTo("Showing 52 of 60");
    assertThat(probe(ORGANIZATION, "#rule-s3-versioning", CSV).get("csv").asText().lines())
        .hasSize(1 + 52);
  }

  @Test
  void aLinkToARuleLeavesTheViewAsItIs() throws Exception {
    String link =
        """
        location.hash = '#severity=low';
        addEventListener('hashchange', () => { location.hash = '#rule-s3-versioning'; }, { once: true });
        """;

    JsonNode followed = probe(ORGANIZATION, "", link);

    assertThat(followed.get("hash").asText()).isEqualTo("#rule-s3-versioning");
    assertThat(followed.get("rows").asInt()).isEqualTo(13);
  }

  @Test
  void aChoiceIsInTheAddress() throws Exception {
    JsonNode chosen =
        probe(
            ORGANIZATION,
            "#q=name",
            """
            const form = document.getElementById('filters');
            form.elements.owner.value = 'tagged:payments';
            form.dispatchEvent(new Event('input'));
            """);

    assertThat(chosen.get("hash").asText()).isEqualTo("#q=name&owner=tagged%3Apayments");
    assertThat(chosen.get("rows").asInt())
        .isEqualTo(probe(ORGANIZATION, chosen.get("hash").asText(), "").get("rows").asInt())
        .isBetween(1, 12);
  }

  @Test
  void copiesAllFixesOfTheViewOrShowsThemToCopyByHand() throws Exception {
    String click = "document.getElementById('copy-fixes').click();";
    List<String> expected =
        ORGANIZATION.findings().stream()
            .filter(each -> each.status() == FindingStatus.FAIL)
            .filter(each -> each.severity() == Severity.CRITICAL)
            .map(each -> Invocation.none().protect(each.resource()))
            .toList();

    JsonNode copied = probe(ORGANIZATION, "#severity=critical", click);
    JsonNode denied =
        probe(
            ORGANIZATION,
            "#severity=critical",
            "navigator.clipboard.writeText = noClipboard; " + click);

    assertThat(copied.get("copied").asText().lines().toList())
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(copied.get("byHand").asInt()).isZero();
    assertThat(denied.get("byHand").asInt()).isEqualTo(1);
    assertThat(denied.get("text").asText()).isEqualTo(copied.get("copied").asText());
  }

  @Test
  void savesTheViewAsCsvWithoutFormulas() throws Exception {
    String all = probe(SampleReports.nasty(), "#status=all", CSV).get("csv").asText();
    String owned = probe(ORGANIZATION, "#owner=tagged:=data", CSV).get("csv").asText();

    assertThat(records(all)).hasSize(13).allMatch(each -> each.size() == 14);
    assertThat(records(all))
        .extracting(each -> each.get("name"))
        .contains(
            "'" + SampleReports.FORMULA,
            "a ]]> b & 'c' \"d\" {{rows}} [link](https://example.invalid)");
    assertThat(records(owned))
        .hasSize((int) open(each -> each.owner().equals(new Owner.Named("=data"))))
        .allMatch(each -> String.valueOf(each.get("owner")).equals("'=data"))
        .anyMatch(each -> String.valueOf(each.get("account_name")).equals("'=staging, \"eu\""));
    assertThat(owned).contains("\"'=staging, \"\"eu\"\"\"").endsWith("\r\n");
  }

  @Test
  void hidesTheSameOnAPhone() throws Exception {
    assertThat(screen(SampleReports.fleet(300), "#status=fail&q=web-01", 390))
        .contains("\"rows\":1,");
  }

  @Test
  void copiesACommand() throws Exception {
    JsonNode copied = probe(SampleReports.nasty(), "", "document.querySelector('.copy').click();");

    assertThat(copied.get("copy").asText()).isEqualTo("Copied");
    assertThat(copied.get("copied").asText()).startsWith("molly protect --id arn:aws:");
  }

  @Test
  void saysSoWhenNothingMatches() throws Exception {
    assertThat(screen(SampleReports.nasty(), "#q=no+such+thing", 1280))
        .contains("\"rows\":0,", "\"nothing\":1");
  }

  @Test
  void shows3000Findings() throws Exception {
    assertThat(screen(SampleReports.fleet(3_000), "#status=all", 1280)).contains("\"rows\":3000,");
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

    Chromium.Page page = browser.orElseThrow().open(address + "#status=fail");

    assertThat(page.log()).doesNotContain("CONSOLE");
    assertThat(page.dom()).contains("Showing 7 of 13");
  }

  @Test
  void wouldSeeAnErrorIfThereWereOne() throws Exception {
    String broken =
        Rendered.as(ReportFormat.HTML, SampleReports.nasty()).replace(" 'use strict'", " boom()");

    Chromium.Page page = browser.orElseThrow().open(write("report.html", broken));

    assertThat(page.log()).contains("CONSOLE").contains("Content Security Policy");
  }

  private static long open(Predicate<Finding> which) {
    return ORGANIZATION.findings().stream()
        .filter(each -> each.status().violation() && which.test(each))
        .count();
  }

  private long rows(String filters) throws Exception {
    return probe(ORGANIZATION, filters, "").get("rows").asLong();
  }

  private static List<String> words(JsonNode texts) {
    return texts.valueStream().map(JsonNode::asText).toList();
  }

  private static List<Map<String, String>> records(String csv) throws Exception {
    try (MappingIterator<Map<String, String>> records =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(csv)) {
      return records.readAll();
    }
  }

  /// What a browser shows of a report, under filters in its address, in a window of this width.
  private String screen(ScanReport report, String filters, int width) throws Exception {
    return probe(Rendered.as(ReportFormat.HTML, report), filters, "", width).toString();
  }

  /// What it shows after some script.
  private JsonNode probe(ScanReport report, String filters, String actions) throws Exception {
    return probe(Rendered.as(ReportFormat.HTML, report), filters, actions, 1280);
  }

  private JsonNode probe(String html, String filters, String actions, int width) throws Exception {
    String probe = PROBE.replace("{actions}", actions);
    write(
        "report.html", POLICY.matcher(html).replaceFirst("").replace("</body>", probe + "</body>"));
    String frame =
        FRAME
            .replace("{filters}", filters.replace("&", "&amp;"))
            .replace("{width}", String.valueOf(width));

    Chromium.Page page = browser.orElseThrow().open(write("frame.html", frame));

    assertThat(page.log()).doesNotContain("CONSOLE");
    Matcher title = Pattern.compile("<title>(\\{.*?})</title>").matcher(page.dom());
    assertThat(title.find()).as("the page was measured").isTrue();
    String json = title.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    return JSON.readTree(json);
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
