package dev.molly.report.gate;

import static dev.molly.report.gate.SampleGateReport.clean;
import static dev.molly.report.gate.SampleGateReport.mixed;
import static dev.molly.report.gate.SampleGateReport.written;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GateJunitTest {
  @Test
  void whatStopsFailsWhatIsAllowedIsSkippedAndWhatIsUnclearIsAnError() {
    assertThat(written(GateFormat.JUNIT, mixed()))
        .contains("tests=\"3\" failures=\"1\" errors=\"1\" skipped=\"1\"")
        .contains("<failure message=")
        .contains("<skipped message=")
        .contains("<error message=");
  }

  /// Some servers fail a job without test cases.
  @Test
  void aCleanPlanIsATestThatPasses() {
    assertThat(written(GateFormat.JUNIT, clean()))
        .contains("tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\"")
        .contains("name=\"plan.json\"");
  }
}
