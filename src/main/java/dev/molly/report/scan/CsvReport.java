package dev.molly.report.scan;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.molly.history.FormerFinding;
import dev.molly.history.ScanComparison;
import dev.molly.model.AccountDirectory;
import dev.molly.model.Finding;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.ScanReport;
import dev.molly.model.UnscannedAccount;
import dev.molly.report.format.Invocation;
import dev.molly.report.format.PrintableText;
import dev.molly.report.format.ReportPhrases;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Stream;

/// The report for spreadsheets: RFC 4180, one row per gap and per finding, gaps first with the
/// status `gap`, so that a pivot table cannot lose them; accounts that were not scanned last. No
/// cell is a formula: a spreadsheet evaluates cells that begin with `=`, `+`, `-` or `@`, and
/// tags are untrusted text (CWE-1236).
public final class CsvReport implements ReportRenderer {
  private static final List<String> COLUMNS =
      List.of(
          "status",
          "severity",
          "rule",
          "kind",
          "account",
          "region",
          "id",
          "name",
          "arn",
          "control",
          "reason",
          "missing_permission",
          "fix",
          "explain",
          "account_name");

  /// The columns of a report that is compared with the last scan.
  private static final List<String> COMPARED = List.of("change", "failing_since", "or_earlier");

  /// The columns that came last: a column keeps its place when others are added.
  private static final List<String> OWNER = List.of("owner", "owner_status");

  private static final List<String> NO_AGE = List.of("", "", "");
  private static final List<String> NO_OWNER = List.of("", "");

  private static final CsvMapper CSV =
      CsvMapper.builder()
          .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private final Invocation typed;
  private final ScanComparison comparison;

  /// @param typed the command that produced the report, for the commands in it
  /// @param comparison what has changed since the last scan
  public CsvReport(Invocation typed, ScanComparison comparison) {
    this.typed = typed;
    this.comparison = comparison;
  }

  @Override
  public void render(ScanReport report, Writer out) throws IOException {
    var schema = CsvSchema.builder().setLineSeparator("\r\n");
    List<String> columns = cells(COLUMNS, COMPARED, OWNER);
    columns.forEach(schema::addColumn);
    try (JsonGenerator csv = CSV.createGenerator(out)) {
      csv.setSchema(schema.build());
      row(csv, columns);
      if (comparison.isAsked()) {
        row(csv, cells(note(), NO_AGE, NO_OWNER));
      }
      for (Gap gap : report.gaps()) {
        row(csv, cells(cells(gap, report.accounts()), NO_AGE, NO_OWNER));
      }
      for (Finding finding : report.findings()) {
        row(csv, cells(cells(finding, report.accounts()), age(finding), owner(finding)));
      }
      for (FormerFinding former : comparison.former()) {
        row(csv, cells(cells(former, report.accounts()), age(former), NO_OWNER));
      }
      for (UnscannedAccount account : report.accounts().unscanned()) {
        row(csv, cells(cells(account), NO_AGE, NO_OWNER));
      }
    }
    out.flush();
  }

  private List<String> cells(List<String> first, List<String> age, List<String> owner) {
    return Stream.of(first, comparison.isAsked() ? age : List.<String>of(), owner)
        .flatMap(List::stream)
        .toList();
  }

  /// Returns the row that says what is compared.
  private List<String> note() {
    return List.of(
        "note",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        ComparisonText.paragraph(comparison),
        "",
        "",
        "history",
        "");
  }

  private List<String> age(Finding finding) {
    return comparison
        .age(finding)
        .map(
            age -> List.of(age.word(), age.since().toString(), age.orEarlier() ? "or earlier" : ""))
        .orElse(NO_AGE);
  }

  private static List<String> age(FormerFinding former) {
    return List.of(
        former.state().word(),
        former.was().since().toString(),
        former.was().orEarlier() ? "or earlier" : "");
  }

  private static List<String> owner(Finding finding) {
    return List.of(finding.owner().name().orElse(""), finding.owner().word());
  }

  private static List<String> cells(FormerFinding former, AccountDirectory accounts) {
    ResourceRef resource = former.was().resource();
    return List.of(
        "former",
        former.was().severity().word(),
        former.was().rule().value(),
        resource.id().kind().value(),
        resource.id().account().value(),
        resource.id().region().value(),
        resource.identifier(),
        resource.name(),
        resource.arn(),
        "",
        former.reason(),
        "",
        "",
        "history",
        accounts.name(resource.id().account()).orElse(""));
  }

  private static List<String> cells(UnscannedAccount account) {
    String why = account.reason().words();
    return List.of(
        "not-scanned",
        "",
        "",
        "",
        account.id().value(),
        "",
        "",
        "",
        "",
        "",
        why,
        "",
        "",
        "",
        account.name());
  }

  private static List<String> cells(Gap gap, AccountDirectory accounts) {
    return List.of(
        "gap",
        "",
        "",
        gap.kind().map(KindId::value).orElse(""),
        gap.account().value(),
        gap.region().map(RegionId::value).orElse(""),
        "",
        "",
        "",
        "",
        gap.why(),
        gap.missingPermission().orElse(""),
        "",
        "",
        accounts.name(gap.account()).orElse(""));
  }

  private List<String> cells(Finding finding, AccountDirectory accounts) {
    ResourceId id = finding.resource().id();
    return List.of(
        finding.status().word(),
        finding.severity().word(),
        finding.rule().value(),
        id.kind().value(),
        id.account().value(),
        id.region().value(),
        finding.resource().identifier(),
        finding.resource().name(),
        finding.resource().arn(),
        finding.control().value(),
        finding.reason(),
        finding.missingPermission().orElse(""),
        ReportPhrases.fix(finding, typed).orElse(""),
        finding.explain(),
        accounts.name(id.account()).orElse(""));
  }

  private static void row(JsonGenerator csv, List<String> cells) throws IOException {
    csv.writeStartArray();
    for (String cell : cells) {
      csv.writeString(harmless(cell));
    }
    csv.writeEndArray();
  }

  /// Returns a cell that a spreadsheet treats as text, by a leading apostrophe where needed.
  /// Some spreadsheets skip leading blanks before they detect a formula; so does this method.
  static String harmless(String cell) {
    String seen = cell.stripLeading();
    boolean formula = !seen.isEmpty() && "=+-@".indexOf(seen.charAt(0)) >= 0;
    boolean control = !cell.isEmpty() && Character.isISOControl(cell.charAt(0));
    return (formula || control ? "'" : "") + PrintableText.of(cell);
  }
}
