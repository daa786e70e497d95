package dev.molly.cli;

import dev.molly.AccountChanges;
import dev.molly.Molly;
import dev.molly.ResourceName;
import dev.molly.SupportedKinds;
import dev.molly.aws.AwsException;
import dev.molly.gate.GateFinding;
import dev.molly.gate.GateReport;
import dev.molly.gate.ResourceFacts;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.Arn;
import dev.molly.model.Evidence;
import dev.molly.model.Evidence.Topic;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.UserError;
import dev.molly.retire.Inventory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Asks AWS about the resources that a plan destroys: what they are, how old, large and used, who
/// refers to them, and how they are protected. Reads, and writes nothing. What is not known is
/// said, with the reason.
final class PlanFacts {
  private final SupportedKinds kinds;
  private final Terminal terminal;
  private final List<ResourceFacts> facts = new ArrayList<>();
  private final Map<String, Asked> asked = new LinkedHashMap<>();

  /// A resource that AWS is asked about.
  private record Asked(String address, ResourceName name, Arn arn) {}

  PlanFacts(SupportedKinds kinds, Terminal terminal) {
    this.kinds = kinds;
    this.terminal = terminal;
  }

  /// Chooses the resources of a plan that AWS can be asked about.
  ///
  /// @return the regions that they are in; empty if there is nothing to ask
  Optional<RegionSelection> choose(GateReport report) {
    for (GateFinding finding : report.findings()) {
      if (finding.action().destroys() && !finding.address().isEmpty()) {
        choose(finding);
      }
    }
    List<Optional<RegionId>> regions =
        asked.values().stream().map(each -> each.arn().region()).distinct().toList();
    if (regions.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        // The ARN of a bucket does not say where it is.
        regions.contains(Optional.<RegionId>empty())
            ? new RegionSelection.Enabled()
            : new RegionSelection.Named(regions.stream().flatMap(Optional::stream).toList()));
  }

  private void choose(GateFinding finding) {
    String resource = finding.resource();
    if (!Arn.isOne(resource)) {
      notKnown(finding.address(), resource, "the plan has no ARN of it", true);
      return;
    }
    Arn arn = Arn.parse(resource);
    if (kinds.kindOf(arn).isEmpty()) {
      notKnown(finding.address(), resource, "molly reads no resources of this type", true);
    } else {
      asked.put(
          finding.address(), new Asked(finding.address(), ResourceName.of(resource, kinds), arn));
    }
  }

  /// Asks about the chosen resources.
  List<ResourceFacts> ask(Molly molly, RegionSelection regions) {
    try {
      leaveOutOtherAccounts(molly.caller());
      if (!asked.isEmpty()) {
        askAll(molly, regions);
      }
    } catch (AwsException | UserError e) {
      asked.values().forEach(each -> notKnown(each, String.valueOf(e.getMessage()), false));
    }
    return found();
  }

  /// Returns what is known of each resource, or why it is not known.
  List<ResourceFacts> found() {
    return List.copyOf(facts);
  }

  /// A plan of another account is about other resources, also those whose ARN names no account.
  private void leaveOutOtherAccounts(AccountId caller) {
    Set<AccountId> accounts =
        asked.values().stream()
            .flatMap(each -> each.arn().account().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    if (accounts.stream().allMatch(caller::equals)) {
      return;
    }
    String why =
        "the plan is about account %s, and these credentials are for %s: AWS was not asked"
            .formatted(
                accounts.stream().map(AccountId::value).collect(Collectors.joining(", ")), caller);
    asked.values().forEach(each -> notKnown(each, why, false));
    asked.clear();
  }

  private void askAll(Molly molly, RegionSelection regions) {
    AccountChanges changes = molly.changes(List.of(new AccountRef.Own()));
    List<KindId> ids =
        asked.values().stream().flatMap(each -> each.name().kind().stream()).distinct().toList();
    Inventory inventory;
    try (var progress = new ScanProgress(terminal, molly::calls)) {
      inventory =
          changes.inventory(
              regions,
              ids,
              false,
              resource -> asked.values().stream().anyMatch(each -> each.name().isOf(resource)),
              progress);
    }
    Map<ResourceId, List<Evidence>> evidence = changes.evidence(inventory);
    Map<ResourceId, List<Evidence>> protections = changes.protections(inventory);
    for (Asked each : asked.values()) {
      Optional<Resource> there =
          inventory.resources().stream().filter(each.name()::isOf).findFirst();
      if (there.isEmpty()) {
        missing(each, inventory);
      } else {
        ResourceId id = there.get().id();
        facts.add(
            new ResourceFacts(
                each.address(),
                each.name().typed(),
                Stream.of(evidence, protections)
                    .flatMap(read -> read.getOrDefault(id, List.of()).stream())
                    .toList(),
                true));
      }
    }
  }

  private void missing(Asked each, Inventory inventory) {
    Optional<Gap> gap =
        inventory.gaps().stream()
            .filter(one -> one.kind().isEmpty() || one.kind().equals(each.name().kind()))
            .findFirst();
    if (gap.isPresent()) {
      notKnown(each, gap.get().why(), false);
    } else {
      var gone = new Evidence.Warning(Topic.WHAT, "AWS has no such resource: the plan is old");
      facts.add(new ResourceFacts(each.address(), each.name().typed(), List.of(gone), true));
    }
  }

  private void notKnown(Asked each, String why, boolean known) {
    notKnown(each.address(), each.name().typed(), why, known);
  }

  private void notKnown(String address, String resource, String why, boolean known) {
    var fact = new Evidence.Unknown(Topic.WHAT, "not known: " + why, "");
    facts.add(new ResourceFacts(address, resource, List.of(fact), known));
  }
}
