package dev.molly.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// Reads the findings back from a report file, each format by a parser of its own.
final class ReportRows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern PLACE =
      Pattern.compile("== account ([0-9]{12})(?: \\([^)]*\\))?, (\\S+) =+");
  private static final Pattern PLACE_OF_GAP =
      Pattern.compile("account [0-9]{12}, [a-z0-9-]+, [a-z0-9-]+");
  private static final Pattern RULE =
      Pattern.compile("(?:CRITICAL|HIGH|MEDIUM|LOW) (\\S+) \\((\\S+)\\): .*");
  private static final Pattern STATUS =
      Pattern.compile(" {2}(unknown|fail|ineffective)(?: \\([0-9,]+\\))?: .*");
  private static final Pattern ID = Pattern.compile(" {4}(\\S+)(?: {2}.*)?");

  private static final Pattern SUITE =
      Pattern.compile("([0-9]{12})(?: \\([^)]*\\))? (\\S+) (\\S+)");

  private static final Pattern HTML_ROW =
      Pattern.compile("<tr role=\"row\" data-status=\"([^\"]*)\".*?</tr>", Pattern.DOTALL);
  private static final Pattern HTML_RESOURCE =
      Pattern.compile("<b>([^<]*)</b> <code>([^<]*)</code> <span class=\"kind\">([^<]+)<");
  private static final Pattern HTML_PLACE =
      Pattern.compile("class=\"place\"><span>(\\d{12})[^<]*</span> <span>([^<]+)<");
  private static final Pattern HTML_RULE = Pattern.compile("<a href=\"#rule-([^\"]+)\">");

  private ReportRows() {}

  static List<ExpectedFinding> of(String format, Path file) throws Exception {
    String text = Files.readString(file, UTF_8);
    return switch (format) {
      case "text" -> text(text);
      case "json" -> rows(stream(JSON.readTree(text).path("findings")));
      case "ndjson" -> rows(events(text, "finding"));
      case "csv" -> rows(lines(text).filter(line -> !line.path("status").asText().equals("gap")));
      case "sarif" -> sarif(text);
      case "junit" -> junit(file);
      case "html" -> html(text);
      default -> throw new IllegalArgumentException(format);
    };
  }

  /// The gaps, as in `account 123456789012, eu-west-1, s3-bucket`.
  static Set<String> gaps(String format, Path file) throws IOException {
    String text = Files.readString(file, UTF_8);
    Stream<JsonNode> told =
        switch (format) {
          case "json" -> stream(JSON.readTree(text).path("gaps"));
          case "ndjson" -> events(text, "gap");
          case "csv" -> lines(text).filter(line -> line.path("status").asText().equals("gap"));
          default -> Stream.of();
        };
    Stream<String> said = PLACE_OF_GAP.matcher(text).results().map(MatchResult::group);
    return Stream.concat(
            said,
            told.map(
                gap ->
                    "account %s, %s, %s"
                        .formatted(
                            gap.path("account").asText(),
                            gap.path("region").asText(),
                            gap.path("kind").asText())))
        .collect(Collectors.toSet());
  }

  private static List<ExpectedFinding> text(String text) {
    var rows = new ArrayList<ExpectedFinding>();
    String account = "";
    String region = "";
    String rule = "";
    String kind = "";
    String status = "";
    for (String line : text.lines().toList()) {
      Matcher place = PLACE.matcher(line);
      Matcher heading = RULE.matcher(line);
      Matcher verdict = STATUS.matcher(line);
      Matcher id = ID.matcher(line);
      if (place.matches()) {
        account = place.group(1);
        region = place.group(2);
      } else if (heading.matches()) {
        rule = heading.group(1);
        kind = heading.group(2);
      } else if (verdict.matches()) {
        status = verdict.group(1);
      } else if (id.matches()) {
        rows.add(new ExpectedFinding(status, rule, kind, account, region, id.group(1)));
      }
    }
    return rows;
  }

  private static Stream<JsonNode> events(String ndjson, String type) throws IOException {
    try (var events = JSON.readerFor(JsonNode.class).<JsonNode>readValues(ndjson)) {
      return events.readAll().stream().filter(event -> event.path("type").asText().equals(type));
    }
  }

  private static List<ExpectedFinding> sarif(String text) throws IOException {
    var results = JSON.readTree(text).path("runs").path(0).path("results");
    return rows(stream(results).map(result -> result.path("properties")));
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static List<ExpectedFinding> rows(Stream<JsonNode> findings) {
    return findings.map(ReportRows::row).toList();
  }

  private static ExpectedFinding row(JsonNode finding) {
    return new ExpectedFinding(
        finding.path("status").asText(),
        finding.path("rule").asText(),
        finding.path("kind").asText(),
        finding.path("account").asText(),
        finding.path("region").asText(),
        finding.path("id").asText());
  }

  private static Stream<JsonNode> lines(String csv) throws IOException {
    try (var lines =
        new CsvMapper()
            .readerFor(JsonNode.class)
            .with(CsvSchema.emptySchema().withHeader())
            .<JsonNode>readValues(csv)) {
      return lines.readAll().stream();
    }
  }

  private static List<ExpectedFinding> junit(Path file) throws Exception {
    var document =
        DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile());
    var rows = new ArrayList<ExpectedFinding>();
    for (Element suite : elements(document.getElementsByTagName("testsuite"))) {
      Matcher where = SUITE.matcher(suite.getAttribute("name"));
      if (where.matches()) {
        String kind = where.group(3);
        for (Element test : elements(suite.getElementsByTagName("testcase"))) {
          String rule = test.getAttribute("classname").substring(kind.length() + 1);
          String id = test.getAttribute("name");
          rows.add(
              new ExpectedFinding(status(test), rule, kind, where.group(1), where.group(2), id));
        }
      }
    }
    return rows;
  }

  private static String status(Element test) {
    for (Element outcome : elements(test.getElementsByTagName("*"))) {
      if (outcome.getTagName().equals("system-out")) {
        continue;
      }
      return outcome.getTagName().equals("skipped")
          ? outcome.getAttribute("message").replaceFirst(":.*", "")
          : outcome.getAttribute("type").replaceFirst("^\\S+ ", "");
    }
    return "pass";
  }

  private static List<Element> elements(NodeList nodes) {
    var elements = new ArrayList<Element>();
    for (int n = 0; n < nodes.getLength(); n++) {
      elements.add((Element) nodes.item(n));
    }
    return elements;
  }

  private static List<ExpectedFinding> html(String text) {
    return HTML_ROW
        .matcher(text)
        .results()
        .map(
            row -> {
              Matcher resource = HTML_RESOURCE.matcher(row.group());
              Matcher place = HTML_PLACE.matcher(row.group());
              Matcher rule = HTML_RULE.matcher(row.group());
              assertThat(resource.find() && place.find() && rule.find()).as(row.group()).isTrue();
              String id = resource.group(2).isEmpty() ? resource.group(1) : resource.group(2);
              return new ExpectedFinding(
                  row.group(1),
                  rule.group(1),
                  resource.group(3),
                  place.group(1),
                  place.group(2),
                  id);
            })
        .toList();
  }
}
