package dev.molly.report.gate;

import static dev.molly.report.gate.SampleGateReport.clean;
import static dev.molly.report.gate.SampleGateReport.mixed;
import static dev.molly.report.gate.SampleGateReport.written;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GateTextTest {
  @Test
  void whatStopsComesWithItsStepsAndWhatIsAllowedWithItsReason() {
    String text = written(GateFormat.TEXT, mixed());

    assertThat(text)
        .contains("CRITICAL gate-delete: deletes aws_s3_bucket.a[\"100%, x::y\"] (a-1)")
        .contains("1. Let molly deny all access to it, and delete it weeks later")
        .contains("molly retire a-1 --why")
        .contains("Allowance: allowed until 2026-12-31: moved.")
        .contains("unclear: aws_lb.x: molly does not know the actions")
        .contains("Stopped: 1 finding of severity medium or above.")
        .contains("    address: 'aws_s3_bucket.a[\"100%, x::y\"]'");
  }

  @Test
  void aPlanThatChangesNothingPassesInFourLines() {
    assertThat(written(GateFormat.TEXT, clean()))
        .isEqualTo(
            """
            Plan      plan.json, made by Terraform 1.11.4
            Changes   none
            Weight    0 of 100 (policy terraform)
            Result    Passed.
            """);
  }
}
