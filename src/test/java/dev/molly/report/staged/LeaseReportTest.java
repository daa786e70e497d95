package dev.molly.report.staged;

import static dev.molly.report.staged.SampleLeases.BROKEN;
import static dev.molly.report.staged.SampleLeases.ENDED;
import static dev.molly.report.staged.SampleLeases.GAP;
import static dev.molly.report.staged.SampleLeases.ON;
import static dev.molly.report.staged.SampleLeases.leases;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ExitCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseReportTest {
  @Test
  void whatNeedsSomebodySetsTheExitCode() {
    assertThat(leases(List.of(), ON).exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(leases(List.of(), ENDED).exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(leases(List.of(), BROKEN).exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(leases(List.of(GAP), ON).exitCode()).isEqualTo(ExitCode.INCOMPLETE);
  }
}
