package dev.molly.cli;

import dev.molly.AccountChanges;
import dev.molly.Molly;
import dev.molly.ResourceName;
import dev.molly.config.Config;
import dev.molly.journal.JournalFolder;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.model.Gap;
import dev.molly.model.RegionSelection;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.UserError;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunId;
import dev.molly.report.format.PrintableText;
import dev.molly.report.format.ReportPhrases;
import dev.molly.retire.Inventory;
import dev.molly.retire.UnknownRecord;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The `molly restore` command.
@Command(
    name = "restore",
    description =
        "Bring retired resources back to their former state. Needs no confirmation; allowed during"
            + " a freeze.",
    footer = {"", "What it needs to be allowed: molly iam restore"})
final class RestoreCommand implements Callable<Integer> {
  private static final String WITHOUT_GRANTS = "without-grants";

  @Mixin IdOptions ids = new IdOptions();
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin ScopeOptions places = new ScopeOptions();
  @Mixin FormatOptions format = new FormatOptions();
  @Mixin DryRunOption dryRun = new DryRunOption();
  @Mixin WaitOptions waiting = new WaitOptions();

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "All that this run retired; as 'molly journal show' has it.")
  @Nullable RunId run;

  @Option(
      names = "--without-grants",
      description =
          "Buckets: lift the quarantine where S3 does not take the policy back: what it allows is"
              + " left out, and what it denies stays.")
  boolean withoutGrants;

  private final MollyFactory mollys;
  private final Terminal terminal;

  RestoreCommand(MollyFactory mollys, Terminal terminal) {
    this.mollys = mollys;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    boolean json = format.isJson(waiting);
    List<ResourceName> named = ids.named(mollys.kinds().retirable());
    if (named.isEmpty() == (run == null)) {
      throw new UserError(
          "name what to restore: molly restore ID..., or --run RUN.\nTo see what is retired: molly"
              + " status");
    }
    Config config = connection.config(terminal);
    RunId id = run;
    if (id != null) {
      JournalFolder.in(connection.state.folder()).mustHave(id);
      return connection.with(
          mollys,
          config,
          connection.anyRegion(config),
          molly -> run(molly, config, id, json).code());
    }
    var resourceSelection =
        ResourceSelection.of(mollys.kinds().retirable(), places, config, connection, named);
    return connection.with(
        mollys,
        config,
        resourceSelection.regions(),
        molly -> {
          AccountChanges changes = molly.changes(resourceSelection.accounts());
          Inventory chosen =
              resourceSelection.look(
                  molly, changes, terminal, _ -> false, ResourceSelection.RETIRED);
          return restore(changes, resourceSelection, chosen, applying(changes, json)).code();
        });
  }

  /// Restores the resources of a run. They are found by id, since their names may have changed.
  private ExitCode run(Molly molly, Config config, RunId id, boolean json) {
    AccountChanges changes = molly.changes(ScopeOptions.everyAccount(config));
    List<ResourceRef> all = changes.touched(id);
    Predicate<ResourceId> typed = places.typed(mollys.kinds().retirable(), config);
    List<ResourceRef> touched = all.stream().filter(each -> typed.test(each.id())).toList();
    if (touched.size() < all.size()) {
      terminal.note(
          "%s of run %s left as it is: not of these regions, accounts and kinds."
              .formatted(ReportPhrases.count(all.size() - touched.size(), "resource"), id));
    }
    if (touched.isEmpty()) {
      String none =
          "the journal of run %s names no write%s".formatted(id, all.isEmpty() ? "" : " there");
      return nothing(changes, none, json);
    }
    Set<ResourceId> uids = touched.stream().map(ResourceRef::id).collect(Collectors.toSet());
    var resourceSelection =
        new ResourceSelection(
            ScopeOptions.everyAccount(config),
            new RegionSelection.Named(
                uids.stream().map(ResourceId::region).distinct().sorted().toList()),
            uids.stream().map(ResourceId::kind).distinct().toList(),
            List.of(),
            true);
    Inventory chosen =
        resourceSelection.look(molly, changes, terminal, resource -> uids.contains(resource.id()));
    ExitCode missing = tellMissing(touched, chosen);
    return missing.or(
        restore(changes, resourceSelection, chosen, applying(changes, json).after(missing)));
  }

  private ExitCode nothing(AccountChanges changes, String why, boolean json) {
    if (json) {
      var nothing = new Plan(Operation.RESTORE, List.of(), 0, List.of(), List.of(why));
      return applying(changes, true).document(nothing, null, ExitCode.CLEAN);
    }
    terminal.say(terminal.invocation().complete("Nothing to do: " + why + ".\nNext: molly status"));
    return ExitCode.CLEAN;
  }

  /// Prints which resources of a run were not found. Where nothing was looked for, as in an account
  /// that is not in the config any more, one is not said to be gone.
  private ExitCode tellMissing(List<ResourceRef> touched, Inventory chosen) {
    Set<ResourceId> there =
        chosen.resources().stream().map(Resource::id).collect(Collectors.toSet());
    List<ResourceRef> missing =
        touched.stream().filter(each -> !there.contains(each.id())).toList();
    boolean blind = !chosen.gaps().isEmpty();
    boolean complete = true;
    for (ResourceRef each : missing) {
      boolean looked = chosen.targets().contains(each.id().target());
      complete &= looked && !blind;
      String why =
          looked
              ? (blind ? ", and not everywhere could be looked" : "; it may be gone")
              : ": %s was not looked in. Give --config or --profile for that account"
                  .formatted(each.id().target());
      terminal.warn(each.identifier() + " was not found" + why);
    }
    if (complete) {
      return missing.isEmpty() ? ExitCode.CLEAN : ExitCode.PARTLY_FAILED;
    }
    chosen.gaps().stream()
        .map(Gap::why)
        .distinct()
        .forEach(why -> terminal.err().println("molly: " + PrintableText.of(why)));
    return ExitCode.INCOMPLETE;
  }

  private PlanRunner applying(AccountChanges changes, boolean json) {
    return new PlanRunner(changes, Environment.ANY, terminal, json);
  }

  private ExitCode restore(
      AccountChanges changes,
      ResourceSelection resourceSelection,
      Inventory chosen,
      PlanRunner applying) {
    mustHaveGrants(chosen);
    List<UnknownRecord> unknown = changes.unknown(chosen);
    Plan back = changes.planRestore(chosen, withoutGrants ? Set.of(WITHOUT_GRANTS) : Set.of());
    boolean asked = unknown.isEmpty() || !terminal.outputSettings().isForModel();
    Plan plan = asked ? back : forAPersonToAsk(back, unknown);
    if (dryRun.wanted) {
      return applying.preview(plan, "molly status");
    }
    UnknownRecordText.warn(unknown, plan, terminal);
    ApplyResult applyResult = plan.steps().isEmpty() ? null : changes.applyUnconfirmed(plan);
    ExitCode went = exitCode(plan, applyResult);
    if (applying.isJson()) {
      return applying.document(plan, applyResult, went);
    }
    plan.skipped()
        .forEach(each -> terminal.say(PrintableText.of(terminal.invocation().complete(each))));
    if (applyResult != null) {
      applying.tell(applyResult);
    }
    if (!plan.refusals().isEmpty()) {
      applying.tellRefused(plan.refusals(), "molly status");
    } else if (plan.steps().isEmpty()) {
      terminal.say(terminal.invocation().complete("Nothing was written.\nNext: molly status"));
    }
    return went == ExitCode.CLEAN && waiting.wait
        ? waiting.goOn(
            changes,
            applyResult == null ? List.of() : applyResult.runs().toList(),
            () -> resourceSelection.again(changes, chosen),
            Environment.ANY,
            terminal)
        : went;
  }

  /// A restore sets what the record says, and anyone who may tag can write one: a person looks at
  /// it first.
  private static Plan forAPersonToAsk(Plan plan, List<UnknownRecord> unknown) {
    List<Refusal> refusals =
        unknown.stream()
            .map(each -> each.resource().ref())
            .map(
                ref ->
                    new Refusal(
                        "unconfirmed-plan",
                        "the record of %s is not known here, and no person asks for the restore"
                            .formatted(ref.identifier()),
                        "a person restores it at a terminal: molly restore " + ref.typed()))
            .toList();
    return new Plan(
        plan.operation(), List.of(), plan.fleetSize(), plan.gaps(), plan.skipped(), refusals);
  }

  private void mustHaveGrants(Inventory chosen) {
    chosen.resources().stream()
        .filter(one -> withoutGrants && !mollys.kinds().hasOption(one.id().kind(), WITHOUT_GRANTS))
        .findFirst()
        .ifPresent(
            one -> {
              throw new UserError(
                  "--without-grants is for buckets, and %s is none."
                      .formatted(one.ref().identifier()));
            });
  }

  private static ExitCode exitCode(Plan plan, @Nullable ApplyResult applyResult) {
    ExitCode went = applyResult == null ? ExitCode.CLEAN : applyResult.exitCode();
    if (plan.refusals().isEmpty()) {
      return went;
    }
    return applyResult == null || went == ExitCode.REFUSED
        ? Refusal.exitCode(plan.refusals())
        : ExitCode.PARTLY_FAILED;
  }
}
