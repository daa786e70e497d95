package dev.molly.cli;

import dev.molly.AccountChanges;
import dev.molly.Molly;
import dev.molly.ResourceName;
import dev.molly.SupportedKinds;
import dev.molly.aws.AwsException;
import dev.molly.gate.GateFinding;
import dev.molly.gate.GateReport;
import dev.molly.gate.ResourceFacts;
import dev.molly.gate.ResourceFacts.Answer;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.Arn;
import dev.molly.model.Evidence;
import dev.molly.model.Evidence.Topic;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.ResourceId;
import dev.molly.model.UserError;
import dev.molly.retire.Inventory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Asks AWS about the resources that a plan destroys: their age, size, use, references and
/// protection. Writes nothing. A fact that is not known is reported as such, with the reason.
final class PlanFacts {
  /// An ARN without an account does not say whether the plan is about the caller's.
  private static final String ELSEWHERE =
      "the account of these credentials has no such resource: the plan is old, or is about another"
          + " account";

  private final SupportedKinds kinds;
  private final Terminal terminal;
  private final List<ResourceFacts> facts = new ArrayList<>();
  private final List<Asked> asked = new ArrayList<>();

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
    var addresses = new HashSet<String>();
    for (GateFinding finding : report.findings()) {
      boolean destroys = finding.action().destroys() && !finding.address().isEmpty();
      if (destroys && addresses.add(finding.address())) {
        choose(finding);
      }
    }
    return asked.isEmpty() ? Optional.empty() : Optional.of(regions(asked));
  }

  /// Returns the regions of some resources. The ARN of a bucket does not say where it is.
  private static RegionSelection regions(List<Asked> those) {
    List<RegionId> named =
        those.stream().flatMap(each -> each.arn().region().stream()).distinct().toList();
    return named.isEmpty() ? new RegionSelection.Enabled() : new RegionSelection.Named(named);
  }

  private void choose(GateFinding finding) {
    String resource = finding.resource();
    if (!Arn.isOne(resource)) {
      notKnown(finding.address(), resource, "the plan has no ARN of it", Answer.NOT_OFFERED);
      return;
    }
    ResourceName name;
    try {
      name = ResourceName.of(resource, kinds);
    } catch (UserError e) {
      notKnown(
          finding.address(), resource, "molly reads no resources of this type", Answer.NOT_OFFERED);
      return;
    }
    name.arn().ifPresent(arn -> asked.add(new Asked(finding.address(), name, arn)));
  }

  /// Asks about the chosen resources.
  List<ResourceFacts> ask(Molly molly) {
    try {
      leaveOutOtherAccounts(molly.caller());
    } catch (AwsException | UserError e) {
      asked.forEach(each -> notKnown(each, String.valueOf(e.getMessage()), Answer.FAILED));
      asked.clear();
    }
    asked.stream()
        .collect(Collectors.partitioningBy(each -> each.arn().region().isPresent()))
        .values()
        .stream()
        .filter(those -> !those.isEmpty())
        .forEach(those -> ask(molly, those));
    return found();
  }

  private void ask(Molly molly, List<Asked> those) {
    try {
      facts.addAll(answers(molly, those));
    } catch (AwsException | UserError e) {
      those.forEach(each -> notKnown(each, String.valueOf(e.getMessage()), Answer.FAILED));
    }
  }

  /// Returns what is known of each resource, or why it is not known.
  List<ResourceFacts> found() {
    return List.copyOf(facts);
  }

  /// A plan of another account is about other resources, also those whose ARN names no account.
  private void leaveOutOtherAccounts(AccountId caller) {
    Set<AccountId> accounts =
        asked.stream()
            .flatMap(each -> each.arn().account().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    if (accounts.stream().allMatch(caller::equals)) {
      return;
    }
    String why =
        "the plan is about account %s, and these credentials are for %s: AWS was not asked"
            .formatted(
                accounts.stream().map(AccountId::value).collect(Collectors.joining(", ")), caller);
    asked.forEach(each -> notKnown(each, why, Answer.FAILED));
    asked.clear();
  }

  private List<ResourceFacts> answers(Molly molly, List<Asked> those) {
    AccountChanges changes = molly.changes(List.of(new AccountRef.Own()));
    List<KindId> ids =
        those.stream().flatMap(each -> each.name().kind().stream()).distinct().toList();
    Inventory inventory;
    try (var progress = new ScanProgress(terminal, molly::calls)) {
      inventory =
          changes.inventory(
              regions(those),
              ids,
              false,
              resource -> those.stream().anyMatch(each -> each.name().isOf(resource)),
              progress);
    }
    List<Map<ResourceId, List<Evidence>>> read =
        List.of(changes.evidence(inventory), changes.protections(inventory));
    return those.stream()
        .map(
            each ->
                inventory.resources().stream()
                    .filter(each.name()::isOf)
                    .findFirst()
                    .map(there -> answer(each, there.id(), read))
                    .orElseGet(() -> missing(each, inventory)))
        .toList();
  }

  private static ResourceFacts answer(
      Asked each, ResourceId id, List<Map<ResourceId, List<Evidence>>> read) {
    List<Evidence> facts =
        read.stream().flatMap(all -> all.getOrDefault(id, List.of()).stream()).toList();
    return new ResourceFacts(each.address(), each.name().typed(), facts, Answer.ASKED);
  }

  private static ResourceFacts missing(Asked each, Inventory inventory) {
    return inventory.gaps().stream()
        .filter(gap -> gap.kind().isEmpty() || gap.kind().equals(each.name().kind()))
        .findFirst()
        .map(gap -> unknown(each.address(), each.name().typed(), gap.why(), Answer.FAILED))
        .orElseGet(
            () ->
                each.arn().account().isPresent()
                    ? new ResourceFacts(
                        each.address(),
                        each.name().typed(),
                        List.of(
                            new Evidence.Warning(
                                Topic.WHAT, "AWS has no such resource: the plan is old")),
                        Answer.ASKED)
                    : unknown(each.address(), each.name().typed(), ELSEWHERE, Answer.FAILED));
  }

  private void notKnown(Asked each, String why, Answer answer) {
    notKnown(each.address(), each.name().typed(), why, answer);
  }

  private void notKnown(String address, String resource, String why, Answer answer) {
    facts.add(unknown(address, resource, why, answer));
  }

  private static ResourceFacts unknown(String address, String resource, String why, Answer answer) {
    var fact = new Evidence.Unknown(Topic.WHAT, "not known: " + why, "");
    return new ResourceFacts(address, resource, List.of(fact), answer);
  }
}
