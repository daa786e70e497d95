package dev.molly.report.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GateFormatTest {
  /// Nothing that stops a plan may get lost between the formats.
  @ParameterizedTest
  @EnumSource
  void everyFormatNamesTheFindingAndWhatIsUnclear(GateFormat format) {
    assertThat(SampleGateReport.written(format, SampleGateReport.mixed()))
        .contains("gate-delete", "aws_s3_bucket.a", "evaporate")
        .endsWith("\n");
  }
}
