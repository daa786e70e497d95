package dev.molly.report.gate;

import dev.molly.config.GatePolicyLoader;
import dev.molly.gate.Allowance;
import dev.molly.gate.GatePolicy;
import dev.molly.gate.GateReport;
import dev.molly.gate.GateRule;
import dev.molly.gate.SamplePlan;
import dev.molly.report.format.TextDisplay;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A report with a finding that stops, one that is allowed, and one thing that is unclear.
final class SampleGateReport {
  private SampleGateReport() {}

  static GateReport mixed() {
    GatePolicy shipped = GatePolicyLoader.load(null);
    var policy =
        new GatePolicy(
            "own",
            shipped.failOn(),
            Map.of(),
            shipped.blastRadius(),
            List.of(
                new Allowance(
                    GateRule.GATE_DELETE,
                    "aws_eip.old",
                    "moved",
                    Optional.empty(),
                    LocalDate.of(2026, 12, 31))));
    return SamplePlan.of("aws_s3_bucket.a[\"100%, x::y\"]", "delete", "{'id':'a-1'}", "null")
        .with("aws_eip.old", "delete", "{'id':'eipalloc-1'}", "null")
        .with("aws_lb.x", "evaporate", "{}", "null")
        .checked(policy);
  }

  static GateReport clean() {
    return new SamplePlan().checked();
  }

  static String written(GateFormat format, GateReport report) {
    var out = new StringWriter();
    try {
      format.write(report, new TextDisplay(100, false), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
