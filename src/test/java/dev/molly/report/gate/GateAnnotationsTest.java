package dev.molly.report.gate;

import static dev.molly.report.gate.SampleGateReport.clean;
import static dev.molly.report.gate.SampleGateReport.mixed;
import static dev.molly.report.gate.SampleGateReport.written;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GateAnnotationsTest {
  /// What ends a command for GitHub is escaped: a name in the plan must not begin one.
  @Test
  void everyFindingIsOneLine() {
    assertThat(written(GateFormat.GITHUB, mixed()).lines())
        .hasSize(4)
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(
                        "::error title=gate-delete::deletes aws_s3_bucket.a[\"100%25, x::y\"]"),
            line -> assertThat(line).startsWith("::notice title=gate-delete::").contains("moved"),
            line -> assertThat(line).startsWith("::error title=unclear::aws_lb.x"),
            line -> assertThat(line).startsWith("::error title=molly gate::Stopped"));
  }

  @Test
  void aCleanPlanIsANotice() {
    assertThat(written(GateFormat.GITHUB, clean()))
        .isEqualTo("::notice title=molly gate::Passed. Changes: none.\n");
  }
}
