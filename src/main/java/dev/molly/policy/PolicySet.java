package dev.molly.policy;

import dev.molly.model.ControlId;
import dev.molly.model.FindingStatus;
import dev.molly.model.KindId;
import dev.molly.model.Resource;
import dev.molly.model.RuleId;
import dev.molly.model.Severity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The policies of one run, and their evaluation for a resource.
public final class PolicySet {
  private final List<Policy> policies;
  private final List<ResourceSelector> about;
  private final List<OwnerSelector> owners;
  private final Map<KindId, List<Rule>> rules = new HashMap<>();
  private final Map<RuleId, List<Exemption>> exemptions = new HashMap<>();

  /// Combines the given policies.
  ///
  /// @throws IllegalArgumentException if two rules have the same id
  public PolicySet(List<Policy> policies) {
    this(policies, List.of(), List.of());
  }

  private PolicySet(
      List<Policy> policies, List<ResourceSelector> about, List<OwnerSelector> owners) {
    this.policies = List.copyOf(policies);
    this.about = List.copyOf(about);
    this.owners = List.copyOf(owners);
    var seen = new HashSet<RuleId>();
    for (Policy policy : policies) {
      for (Rule rule : policy.rules()) {
        if (!seen.add(rule.id())) {
          throw new IllegalArgumentException("two rules are called " + rule.id());
        }
        rules.computeIfAbsent(rule.kind(), kind -> new ArrayList<>()).add(rule);
      }
      for (Exemption exemption : policy.exemptions()) {
        exemptions.computeIfAbsent(exemption.rule(), rule -> new ArrayList<>()).add(exemption);
      }
    }
  }

  /// Returns the same policies, restricted to some resources. If it is unknown whether a
  /// resource is among them, every evaluation of that resource is unknown.
  ///
  /// @param any the selectors, one of which must match a resource; empty means all resources
  public PolicySet about(List<ResourceSelector> any) {
    return new PolicySet(policies, any, owners);
  }

  /// Returns the same policies, restricted to the resources of an owner. If it is unknown whether
  /// a resource is among them, every evaluation of that resource is unknown.
  public PolicySet ownedBy(OwnerSelector owner) {
    return new PolicySet(policies, about, List.of(owner));
  }

  /// Returns the same policies without the rules below a severity.
  public PolicySet atLeast(Severity mildest) {
    List<Policy> severe =
        policies.stream()
            .map(
                policy ->
                    new Policy(
                        policy.name(),
                        policy.rules().stream()
                            .filter(rule -> rule.severity().compareTo(mildest) >= 0)
                            .toList(),
                        policy.exemptions()))
            .toList();
    return new PolicySet(severe, about, owners);
  }

  private Ternary isMeant(Resource resource) {
    Ternary owned =
        owners.stream().map(owner -> owner.matches(resource)).reduce(Ternary.YES, Ternary::and);
    if (about.isEmpty()) {
      return owned;
    }
    List<Ternary> ternaries = about.stream().map(where -> where.matches(resource)).toList();
    return ternaries.contains(Ternary.YES)
        ? owned
        : ternaries.contains(Ternary.UNKNOWN) ? owned.and(Ternary.UNKNOWN) : Ternary.NO;
  }

  public List<String> names() {
    return policies.stream().map(Policy::name).toList();
  }

  public List<Rule> rules(KindId kind) {
    return rules.getOrDefault(kind, List.of());
  }

  /// Returns whether any rule or exemption for this kind depends on tags, so that they must be
  /// read even at the cost of a call.
  public boolean looksAtTags(KindId kind) {
    Stream<ResourceSelector> asked =
        rules(kind).stream()
            .flatMap(
                rule ->
                    Stream.concat(Stream.of(rule.where()), exempted(rule).map(Exemption::where)));
    return !owners.isEmpty()
        || Stream.concat(about.stream(), asked).anyMatch(where -> !where.tags().isEmpty());
  }

  /// Returns the controls that can affect the evaluation of this resource: those of rules that
  /// apply or may apply to it and from which no exemption certainly exempts it.
  public Set<ControlId> wanted(Resource resource, LocalDate today) {
    var wanted = new HashSet<ControlId>();
    if (isMeant(resource) == Ternary.NO) {
      return wanted;
    }
    for (Rule rule : rules(resource.id().kind())) {
      boolean about = rule.where().matches(resource) != Ternary.NO;
      if (about && exemption(rule, resource, today, Ternary.YES).isEmpty()) {
        wanted.add(rule.require().control());
      }
    }
    return wanted;
  }

  /// Evaluates the rules for a resource: one evaluation for each rule that applies or may apply
  /// to it.
  ///
  /// @param today the day (UTC) on which exemptions are evaluated
  public List<RuleEvaluation> judge(Resource resource, LocalDate today) {
    var ruleEvaluations = new ArrayList<RuleEvaluation>();
    Ternary meant = isMeant(resource);
    for (Rule rule : rules(resource.id().kind())) {
      switch (rule.where().matches(resource).and(meant)) {
        case YES -> ruleEvaluations.add(judge(rule, resource, today));
        case UNKNOWN ->
            ruleEvaluations.add(
                RuleEvaluator.undecided(
                    rule, resource, "whether the rule is about it is not known"));
        case NO -> {}
      }
    }
    return ruleEvaluations;
  }

  private RuleEvaluation judge(Rule rule, Resource resource, LocalDate today) {
    Optional<Exemption> sure = exemption(rule, resource, today, Ternary.YES);
    if (sure.isPresent() && !notApplicable(rule, resource)) {
      var exemption = sure.get();
      return new RuleEvaluation(
          rule, FindingStatus.EXEMPT, exemption.reason() + " (until " + exemption.until() + ")");
    }
    RuleEvaluation plain = RuleEvaluator.judge(rule, resource);
    if (plain.status() == FindingStatus.PASS || plain.status() == FindingStatus.NOT_APPLICABLE) {
      return plain;
    }
    if (exemption(rule, resource, today, Ternary.UNKNOWN).isPresent()) {
      return RuleEvaluator.undecided(rule, resource, "whether it is exempt is not known");
    }
    return exempted(rule)
        .filter(exemption -> exemption.expired(today))
        .filter(exemption -> exemption.where().matches(resource) == Ternary.YES)
        .findFirst()
        .map(lapsed -> plain.because(lapsed(lapsed)))
        .orElse(plain);
  }

  private static String lapsed(Exemption exemption) {
    return "its exemption (" + exemption.reason() + ") expired on " + exemption.until();
  }

  private static boolean notApplicable(Rule rule, Resource resource) {
    return resource.controls().containsKey(rule.require().control())
        && RuleEvaluator.judge(rule, resource).status() == FindingStatus.NOT_APPLICABLE;
  }

  private Optional<Exemption> exemption(
      Rule rule, Resource resource, LocalDate today, Ternary ternary) {
    return exempted(rule)
        .filter(exemption -> !exemption.expired(today))
        .filter(exemption -> exemption.where().matches(resource) == ternary)
        .findFirst();
  }

  private Stream<Exemption> exempted(Rule rule) {
    return exemptions.getOrDefault(rule.id(), List.of()).stream();
  }
}
