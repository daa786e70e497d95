package dev.molly.bench;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import dev.molly.SupportedKinds;
import dev.molly.config.PolicyLoader;
import dev.molly.journal.Journal;
import dev.molly.journal.JournalEntry;
import dev.molly.journal.JournalFolder;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.model.ScanReport;
import dev.molly.model.Tags;
import dev.molly.plan.RunId;
import dev.molly.plan.RunResult;
import dev.molly.policy.PolicySet;
import dev.molly.policy.RuleEvaluation;
import dev.molly.report.Rendered;
import dev.molly.report.SampleReports;
import dev.molly.report.scan.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What a scan and a run do for each resource, finding and write without AWS.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class Benchmarks {
  /// An instance with all of its controls, and a policy of molly's own.
  @State(Scope.Benchmark)
  public static class Judging {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

    @Param({"baseline", "strict"})
    public String policy = "";

    private PolicySet policies = new PolicySet(List.of());
    private Resource instance = resource(policies);

    @Setup
    public void load() {
      policies =
          new PolicySet(List.of(new PolicyLoader(SupportedKinds.aws().catalog()).shipped(policy)));
      instance = resource(policies);
    }

    private static Resource resource(PolicySet policies) {
      ResourceRef ref = SampleReports.fleet(1).findings().getFirst().resource();
      var listed =
          new Resource(ref, "running", new Tags.Known(Map.of("env", "production")), Map.of());
      Map<ControlId, Protection> controls =
          policies.wanted(listed, TODAY).stream()
              .collect(toMap(id -> id, _ -> new Protection.Off("the flag is off")));
      return listed.with(controls);
    }
  }

  @Benchmark
  public List<RuleEvaluation> policyOfOneInstance(Judging judging) {
    return judging.policies.judge(judging.instance, Judging.TODAY);
  }

  /// A report of 10,000 instances.
  @State(Scope.Benchmark)
  public static class Rendering {
    @Param({"TEXT", "JSON", "NDJSON", "CSV", "SARIF", "JUNIT", "HTML"})
    public ReportFormat format = ReportFormat.TEXT;

    private final ScanReport report = SampleReports.fleet(10_000);
  }

  @Benchmark
  public int reportOfTenThousand(Rendering rendering) {
    return Rendered.as(rendering.format, rendering.report).length();
  }

  /// A journal on this machine's disk, with two lines for each write.
  @State(Scope.Benchmark)
  public static class Writing {
    private static final RunId RUN = new RunId("20261123T000000Z-000001");

    private @Nullable Journal journal;

    @Setup(Level.Iteration)
    public void begin() throws IOException {
      journal = new JournalFolder(Files.createTempDirectory("molly-bench")).begin(RUN);
    }

    @TearDown(Level.Iteration)
    public void end() {
      requireNonNull(journal).close();
    }
  }

  @Benchmark
  public void journalLine(Writing writing) {
    requireNonNull(writing.journal)
        .write(new JournalEntry.Outcome(Instant.EPOCH, 1, RunResult.Result.DONE, ""));
  }
}
