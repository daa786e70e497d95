package dev.molly.cli;

import dev.molly.config.Config;
import dev.molly.config.GatePolicyLoader;
import dev.molly.gate.Gate;
import dev.molly.gate.GateReport;
import dev.molly.gate.ResourceFacts;
import dev.molly.gate.ResourceTypes;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.model.UserError;
import dev.molly.report.format.AtomicReportFile;
import dev.molly.report.gate.GateFormat;
import dev.molly.text.FailureReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The `molly gate` command. It reads a plan, and asks AWS nothing, except with `--live`.
@Command(
    name = "gate",
    description =
        "Stop a plan of Terraform, OpenTofu or CloudFormation that deletes something or takes its"
            + " protection away, and say the safer way. Reads the plan, and no resources.",
    footer = {
      "",
      "As in: terraform show -json tfplan | molly gate -",
      "",
      "Exit codes: 0 passed, 1 stopped, 2 not a plan, 4 something could not be decided.",
      "See: molly explain gate"
    })
final class GateCommand implements Callable<Integer> {
  private static final String STDIN = "-";

  /// The formats that need no end: reports of several plans follow one another.
  private static final Set<GateFormat> IN_LINES = Set.of(GateFormat.TEXT, GateFormat.GITHUB);

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description =
          "The plans as JSON (terraform show -json, aws cloudformation describe-change-set), each"
              + " judged by itself; - is what is piped in.")
  List<String> files = List.of(STDIN);

  @Mixin ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "What plans may do. Default: policies/terraform.yaml, which comes with molly.")
  @Nullable Path policy;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "The environment of the config that the plan is for: for allowances.")
  @Nullable String environment;

  @Option(
      names = "--live",
      fallbackValue = "true",
      description =
          "Ask AWS about the resources that the plan destroys: age, size, use, protection,"
              + " references.")
  boolean live;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = CompletionCandidates.GateFormats.class,
      description = "${COMPLETION-CANDIDATES}. Default: text.")
  GateFormat format = GateFormat.TEXT;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the report there, and print it as text.")
  @Nullable Path output;

  private final MollyFactory mollys;
  private final Terminal terminal;
  private final Clock clock;

  GateCommand(MollyFactory mollys, Terminal terminal, Clock clock) {
    this.mollys = mollys;
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (output != null) {
      AtomicReportFile.check(output);
    }
    if (files.size() > 1 && (output != null || !IN_LINES.contains(format))) {
      String option = output == null ? "--format " + format.word() : "--output";
      throw new UserError(
          "%s takes one FILE, and there are %d: run molly gate once for each."
              .formatted(option, files.size()));
    }
    List<String> environments = Stream.ofNullable(environment).toList();
    Config config = environments.isEmpty() && !live ? Config.empty() : connection.config(terminal);
    Environment accounts = ScopeOptions.environment(config, environments);
    var gate =
        new Gate(
            GatePolicyLoader.load(policy),
            ResourceTypes.load(),
            environments.isEmpty() ? "" : environments.getFirst(),
            accounts,
            LocalDate.now(clock.withZone(ZoneOffset.UTC)));
    // All are read before the first is printed, so that one that is no plan ends the command.
    List<GateReport> reports =
        files.stream()
            .map(file -> check(gate, file))
            .map(report -> live ? report.with(facts(report, config)) : report)
            .toList();
    reports.forEach(this::print);
    return reports.stream().map(GateReport::exitCode).reduce(ExitCode.CLEAN, ExitCode::or).code();
  }

  private void print(GateReport report) {
    if (output == null) {
      terminal.print(out -> format.write(report, terminal.display(), out));
    } else {
      AtomicReportFile.write(output, out -> format.write(report, terminal.plain(), out));
      terminal.print(out -> GateFormat.TEXT.write(report, terminal.display(), out));
    }
  }

  private List<ResourceFacts> facts(GateReport report, Config config) {
    var facts = new PlanFacts(mollys.kinds(), terminal);
    return facts
        .choose(report)
        .map(regions -> connection.with(mollys, config, regions, facts::ask))
        .orElseGet(facts::found);
  }

  /// A command that waits for a person who does not know it would look like one that hangs.
  private void sayThatItReads() {
    if (terminal.keyboard().isPresent()) {
      terminal
          .err()
          .println(
              """
              molly: reads a plan from the keyboard, to its end (Ctrl-D).
              Usual is: terraform show -json plan.tfplan | molly gate\
              """);
    }
  }

  private GateReport check(Gate gate, String file) {
    boolean piped = file.equals(STDIN);
    if (piped) {
      sayThatItReads();
    }
    try (InputStream in = piped ? System.in : Files.newInputStream(Path.of(file))) {
      return gate.check(piped ? "stdin" : file, in);
    } catch (NoSuchFileException e) {
      throw new UserError(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s".formatted(file, FailureReason.of(e)), e);
    }
  }
}
