package dev.molly.report.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.molly.report.Rendered;
import dev.molly.report.SampleReports;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReportTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u0000=1", "\u001b[2J"})
  void makesACellThatASpreadsheetWouldRunHarmless(String cell) {
    assertThat(CsvReport.harmless(cell)).startsWith("'").doesNotContainPattern("\\p{Cntrl}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "web-01", "a=b", "arn:aws:s3:::x"})
  void leavesOrdinaryCellsAlone(String cell) {
    assertThat(CsvReport.harmless(cell)).isEqualTo(cell);
  }

  @Test
  void hasARowForEachFindingAndEachGap() throws IOException {
    List<Map<String, String>> rows = rows(Rendered.as(ReportFormat.CSV, SampleReports.nasty()));

    assertThat(rows).hasSize(3 + 13);
    assertThat(rows.subList(0, 3)).allMatch(row -> "gap".equals(row.get("status")));
    assertThat(rows.get(0))
        .containsEntry("kind", "rds-cluster")
        .containsEntry("missing_permission", "rds:DescribeDBClusters");
    assertThat(rows).extracting(row -> row.get("name")).contains("'" + SampleReports.FORMULA);
    assertThat(rows).extracting(row -> row.get("id")).contains("'=acme");
  }

  @Test
  void endsEachRecordAsRfc4180Wants() {
    String csv = Rendered.as(ReportFormat.CSV, SampleReports.nasty());

    assertThat(csv.split("\r\n", -1)).hasSize(1 + 3 + 13 + 1);
    assertThat(csv.replace("\r\n", "")).doesNotContain("\n", "\r");
    assertThat(csv).contains("\"a ]]> b & 'c' \"\"d\"\" {{rows}}");
  }

  @Test
  void writesTheHeaderEvenWhenThereIsNothingElse() {
    assertThat(Rendered.as(ReportFormat.CSV, SampleReports.empty()))
        .isEqualTo(
            "status,severity,rule,kind,account,region,id,name,arn,control,reason,"
                + "missing_permission,fix,explain,account_name,owner,owner_status\r\n");
  }

  private static List<Map<String, String>> rows(String csv) throws IOException {
    try (var rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .<Map<String, String>>readValues(csv)) {
      return rows.readAll();
    }
  }
}
