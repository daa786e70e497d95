package dev.molly.cli;

import dev.molly.AccountChanges;
import dev.molly.IncompleteLookupException;
import dev.molly.Molly;
import dev.molly.ResourceName;
import dev.molly.config.Config;
import dev.molly.model.Evidence;
import dev.molly.model.ExitCode;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.Tags;
import dev.molly.model.UserError;
import dev.molly.plan.Plan;
import dev.molly.report.scan.FindingsFile;
import dev.molly.retire.Blocker;
import dev.molly.retire.Inventory;
import dev.molly.retire.RetireRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The `molly retire` command.
@Command(
    name = "retire",
    description =
        "Plan the staged deletion of resources (dry run): out of use now, deleted weeks later."
            + " Writes only with --apply.",
    footer = {
      "",
      "To get one back: molly restore ID. What it needs to be allowed: molly iam retire"
    })
final class RetireCommand implements Callable<Integer> {
  @Mixin IdOptions ids = new IdOptions();
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin ScopeOptions places = new ScopeOptions();
  @Mixin FindingOptions findings = new FindingOptions();
  @Mixin PlanOptions plans = new PlanOptions();
  @Mixin ChangeOptions change = new ChangeOptions();
  @Mixin FormatOptions format = new FormatOptions();
  @Mixin WaitOptions waiting = new WaitOptions();

  @Option(
      names = "--tag",
      paramLabel = "KEY=VALUE",
      description = "Resources with this tag; given several times, with all of them.")
  Map<String, String> tags = Map.of();

  @Option(
      names = "--why",
      required = true,
      paramLabel = "TEXT",
      description = "The reason. It is kept with each.")
  String why = "";

  @Option(
      names = "--keep",
      paramLabel = "DURATION",
      description = "How long it can be restored, as in 30d. Default: what the config says; 14d.")
  @Nullable Duration keep;

  @Option(
      names = "--accept",
      paramLabel = "THING",
      description = "Accept that this is lost: a word that the dry run printed.")
  Set<String> accepted = Set.of();

  @Option(names = "--empty", description = "Buckets: delete what is in them when they are purged.")
  boolean empty;

  @Option(names = "--keep-name", description = "Buckets: keep the empty bucket and its name.")
  boolean keepName;

  private final MollyFactory mollys;
  private final Terminal terminal;

  RetireCommand(MollyFactory mollys, Terminal terminal) {
    this.mollys = mollys;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    boolean apply = plans.apply.wanted();
    boolean json = format.isJson(waiting);
    if (why.isBlank()) {
      throw new UserError("--why is empty: say why it goes, for those who find it.");
    }
    List<ResourceName> named = ids.named(mollys.kinds().retirable());
    if (named.isEmpty() && tags.isEmpty() && !findings.given()) {
      throw new UserError(
          "nothing is named.\nName something: molly retire ID..., --tag KEY=VALUE, --file FILE or"
              + " --findings FILE --rule RULE");
    }
    Config config = connection.config(terminal);
    Set<FindingsFile.Found> found = findings.found(places, config);
    boolean onlyThose = findings.given() && named.isEmpty() && tags.isEmpty();
    var resourceSelection =
        onlyThose && !places.namesRegions()
            ? ResourceSelection.in(
                mollys.kinds().retirable(), FindingOptions.regions(found), places, config)
            : ResourceSelection.of(mollys.kinds().retirable(), places, config, connection, named);
    return connection.with(
        mollys,
        config,
        resourceSelection.regions(),
        molly -> run(molly, config, resourceSelection, found, apply, json).code());
  }

  private Predicate<Resource> others(Set<FindingsFile.Found> found) {
    Predicate<Resource> tagged =
        resource ->
            !tags.isEmpty()
                && resource.tags() instanceof Tags.Known(var known)
                && known.entrySet().containsAll(tags.entrySet());
    return tagged.or(resource -> found.contains(FindingsFile.Found.of(resource.ref())));
  }

  private ExitCode run(
      Molly molly,
      Config config,
      ResourceSelection resourceSelection,
      Set<FindingsFile.Found> found,
      boolean apply,
      boolean json) {
    AccountChanges changes = change.changes(molly, resourceSelection.accounts());
    Inventory chosen =
        resourceSelection.look(
            molly, changes, terminal, others(found), ResourceSelection.RETIRED.negate());
    findings.mustBeAll(found, chosen);
    mustBeSome(chosen);
    Map<ResourceId, List<Evidence>> evidence = evidence(changes, chosen);
    Plan plan = changes.retire(chosen, wish(config), change.phrase());
    plans.save(plan);
    var applying =
        new PlanRunner(changes, places.environment(config), terminal, json).showing(change);
    if (!apply) {
      return applying.show(plan, evidence);
    }
    ExitCode went = applying.carryOut(plan, evidence, change);
    return went == ExitCode.CLEAN && waiting.wait
        ? waiting.goOn(
            changes,
            List.of(),
            () -> resourceSelection.again(changes, chosen),
            places.environment(config),
            terminal)
        : went;
  }

  private void mustBeSome(Inventory chosen) {
    if (chosen.resources().isEmpty()) {
      throw IncompleteLookupException.notFound(
          "no resource is like that in these accounts and regions.",
          chosen.gaps(),
          "Look for it: molly scan");
    }
    for (String option : options()) {
      chosen.resources().stream()
          .filter(one -> !mollys.kinds().hasOption(one.id().kind(), option))
          .findFirst()
          .ifPresent(
              one -> {
                throw new UserError(
                    "--%s is for buckets, and %s is of kind %s.\nRetire it in a command of its own."
                        .formatted(option, one.ref().identifier(), one.id().kind()));
              });
    }
  }

  private List<String> options() {
    return Stream.of(empty ? "empty" : "", keepName ? "keep-name" : "")
        .filter(option -> !option.isEmpty())
        .toList();
  }

  private RetireRequest wish(Config config) {
    Duration kept = keep == null ? config.window().keep() : keep;
    return new RetireRequest(why, kept, accepted, Set.copyOf(options()));
  }

  /// Returns the evidence that the user should consider before confirming: signs of use, losses,
  /// the age of the last backup, and the losses that were accepted.
  private Map<ResourceId, List<Evidence>> evidence(AccountChanges changes, Inventory chosen) {
    Map<ResourceId, List<Evidence>> evidence = changes.evidence(chosen);
    if (accepted.isEmpty()) {
      return evidence;
    }
    Map<ResourceId, List<Blocker>> blockers = changes.blockers(chosen);
    if (chosen.resources().stream().allMatch(one -> blockers.containsKey(one.id()))) {
      mustBeThings(blockers);
    }
    var all = new TreeMap<>(evidence);
    blockers.forEach(
        (id, those) ->
            all.merge(
                id,
                those.stream()
                    .filter(each -> each.acceptable() && accepted.contains(each.code()))
                    .<Evidence>map(each -> new Evidence.Warning(Evidence.Topic.LOSS, each.reason()))
                    .toList(),
                (known, lost) -> Stream.concat(lost.stream(), known.stream()).distinct().toList()));
    return all;
  }

  /// Refuses unknown words in the accepted losses. A typo must not count as the acceptance of a
  /// loss, or accept a loss that the user did not mean. What a resource that cannot be observed
  /// would lose is not known: its plan is refused, and says why.
  private void mustBeThings(Map<ResourceId, List<Blocker>> blockers) {
    var known = new TreeSet<String>();
    blockers.values().stream()
        .flatMap(List::stream)
        .filter(Blocker::acceptable)
        .forEach(each -> known.add(each.code()));
    for (String thing : accepted) {
      if (!known.contains(thing)) {
        throw new UserError(
            "--accept '%s': nothing that these resources would lose is called that. What they would lose: %s."
                .formatted(thing, known.isEmpty() ? "nothing" : String.join(", ", known)));
      }
    }
  }
}
