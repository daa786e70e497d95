package dev.molly.cli;

import dev.molly.AccountChanges;
import dev.molly.IncompleteLookupException;
import dev.molly.Molly;
import dev.molly.ResourceName;
import dev.molly.config.Config;
import dev.molly.model.ExitCode;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.ScanReport;
import dev.molly.plan.Plan;
import dev.molly.policy.ScanRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The `molly protect` command.
@Command(
    name = "protect",
    description = "Plan fixes for scan findings (dry run). Writes only with --apply.",
    footer = {"", "What it needs to be allowed: molly iam protect"})
final class ProtectCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin SelectionOptions selection = new SelectionOptions();
  @Mixin PlanOptions plans = new PlanOptions();
  @Mixin ChangeOptions change = new ChangeOptions();
  @Mixin FormatOptions format = new FormatOptions();

  @Option(
      names = "--id",
      split = ",",
      paramLabel = "ID|ARN|NAME",
      description =
          "Only these resources: instance id, DB identifier, bucket name, ARN, or a name that only"
              + " one has.")
  List<String> ids = List.of();

  private final MollyFactory mollys;
  private final Terminal terminal;

  ProtectCommand(MollyFactory mollys, Terminal terminal) {
    this.mollys = mollys;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    boolean apply = plans.apply.wanted();
    boolean json = format.isJson();
    List<ResourceName> named =
        ids.stream().map(each -> ResourceName.of(each, mollys.kinds())).toList();
    Config config = connection.config(terminal);
    ScanRequest request = selection.request(mollys.kinds(), config, connection, named);
    return connection.with(
        mollys,
        config,
        request.regions(),
        molly -> run(molly, config, request, named, apply, json).code());
  }

  private ExitCode run(
      Molly molly,
      Config config,
      ScanRequest request,
      List<ResourceName> named,
      boolean apply,
      boolean json) {
    ScanReport report;
    try (var progress = new ScanProgress(terminal, molly::calls)) {
      report = molly.scan(request, progress);
    }
    Set<ResourceId> meant = meant(report, named);
    AccountChanges changes = change.changes(molly, request.accounts());
    Predicate<Finding> chosen = each -> named.isEmpty() || meant.contains(each.resource().id());
    Plan plan = changes.protect(report, chosen);
    plans.save(plan);
    // What could not be read may be off, and no plan turns it on.
    boolean complete =
        report.findings().stream()
            .noneMatch(each -> each.status() == FindingStatus.UNKNOWN && chosen.test(each));
    ExitCode went = complete ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
    var applying =
        new PlanRunner(changes, selection.environment(config), terminal, json)
            .showing(change)
            .after(went);
    return went.or(apply ? applying.carryOut(plan, change) : applying.show(plan));
  }

  /// Returns the ids of the named resources. A typo in an id must not result in "nothing to do".
  private static Set<ResourceId> meant(ScanReport report, List<ResourceName> named) {
    Set<ResourceRef> seen =
        report.findings().stream().map(Finding::resource).collect(Collectors.toSet());
    var meant = new HashSet<ResourceId>();
    for (ResourceName each : named) {
      List<ResourceRef> those = seen.stream().filter(each::isOf).toList();
      if (those.isEmpty()) {
        throw IncompleteLookupException.notFound(
            "--id '%s': no rule is about a resource of that id or name in these accounts and regions."
                .formatted(each.typed()),
            report.gaps(),
            "Look for it: molly scan");
      }
      if (those.size() > 1) {
        throw each.ambiguous(those);
      }
      meant.add(those.getFirst().id());
    }
    return meant;
  }
}
