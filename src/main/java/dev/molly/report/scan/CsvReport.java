package dev.molly.report.scan;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.molly.model.Finding;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ScanReport;
import dev.molly.report.format.Invocation;
import dev.molly.report.format.PrintableText;
import dev.molly.report.format.ReportPhrases;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// The report for spreadsheets: RFC 4180, one row per gap and per finding, gaps first with the
/// status `gap`, so that a pivot table cannot lose them. No cell is a formula: a spreadsheet
/// evaluates cells that begin with `=`, `+`, `-` or `@`, and tags are untrusted text (CWE-1236).
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
          "explain");

  private static final CsvMapper CSV =
      CsvMapper.builder()
          .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private final Invocation typed;

  /// @param typed the command that produced the report, for the commands in it
  public CsvReport(Invocation typed) {
    this.typed = typed;
  }

  @Override
  public void render(ScanReport report, Writer out) throws IOException {
    var schema = CsvSchema.builder().setLineSeparator("\r\n");
    COLUMNS.forEach(schema::addColumn);
    try (JsonGenerator csv = CSV.createGenerator(out)) {
      csv.setSchema(schema.build());
      row(csv, COLUMNS);
      for (Gap gap : report.gaps()) {
        row(csv, cells(gap));
      }
      for (Finding finding : report.findings()) {
        row(csv, cells(finding));
      }
    }
    out.flush();
  }

  private static List<String> cells(Gap gap) {
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
        "");
  }

  private List<String> cells(Finding finding) {
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
        finding.explain());
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
