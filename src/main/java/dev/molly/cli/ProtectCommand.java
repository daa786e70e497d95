package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.config.Config;
import dev.molly.engine.Changes;
import dev.molly.engine.ScanRequest;
import dev.molly.model.ExitCode;
import dev.molly.model.Finding;
import dev.molly.model.Plan;
import dev.molly.model.ScanReport;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `molly protect`
@Command(
    name = "protect",
    description = "Show how what a scan finds would be protected. Writes only with --apply.",
    footer = {"", "What it needs to be allowed: molly iam protect"})
final class ProtectCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin SelectionOptions selection = new SelectionOptions();
  @Mixin Again again = new Again();
  @Mixin PlanOptions plans = new PlanOptions();
  @Mixin ChangeOptions change = new ChangeOptions();

  @Option(
      names = "--id",
      split = ",",
      paramLabel = "ID",
      description = "Only these resources: instance id, DB identifier or bucket name.")
  List<String> ids = List.of();

  private final Mollys mollys;
  private final Terminal terminal;

  ProtectCommand(Mollys mollys, Terminal terminal) {
    this.mollys = mollys;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Config config = connection.config(terminal);
    ScanRequest request = selection.request(config, connection);
    return connection.with(
        mollys, config, request.regions(), molly -> run(molly, config, request).code());
  }

  private ExitCode run(Molly molly, Config config, ScanRequest request) {
    ScanReport report;
    try (var progress = new ScanProgress(terminal, molly::calls)) {
      report = molly.scan(request, progress);
    }
    mustBeThere(report);
    Changes changes = change.changes(molly, request.accounts());
    Plan plan = changes.protect(report, request.policies(), this::chosen);
    plans.save(plan);
    var applying = new Applying(changes, selection.environment(config), terminal, again.words());
    return plans.apply ? applying.carryOut(plan, change) : applying.show(plan);
  }

  private boolean chosen(Finding finding) {
    return ids.isEmpty() || ids.contains(finding.resource().identifier());
  }

  /// A typo in an id must not end as "nothing to do".
  private void mustBeThere(ScanReport report) {
    Set<String> seen =
        report.findings().stream()
            .map(finding -> finding.resource().identifier())
            .collect(Collectors.toSet());
    for (String id : ids) {
      if (!seen.contains(id)) {
        throw Incomplete.notFound(
            "--id '%s': no rule is about a resource of that id in these accounts and regions."
                .formatted(id),
            report.gaps(),
            "Look for it: molly scan");
      }
    }
  }
}
