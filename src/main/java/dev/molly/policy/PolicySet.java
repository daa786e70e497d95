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

/// The policies of one run, and what they say of a resource.
public final class PolicySet {
  private final List<Policy> policies;
  private final List<ResourceSelector> about;
  private final Map<KindId, List<Rule>> rules = new HashMap<>();
  private final Map<RuleId, List<Exemption>> exemptions = new HashMap<>();

  /// All of them together.
  ///
  /// @throws IllegalArgumentException when two rules have the same id
  public PolicySet(List<Policy> policies) {
    this(policies, List.of());
  }

  private PolicySet(List<Policy> policies, List<ResourceSelector> about) {
    this.policies = List.copyOf(policies);
    this.about = List.copyOf(about);
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

  /// The same policies, held against some resources only. Of a resource of which nobody knows
  /// whether it is among them, every judgement is unknown.
  ///
  /// @param any what is enough for a resource to be meant; empty means all resources
  public PolicySet about(List<ResourceSelector> any) {
    return new PolicySet(policies, any);
  }

  /// The same policies, without the rules that are milder.
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
    return new PolicySet(severe, about);
  }

  private Ternary isMeant(Resource resource) {
    if (about.isEmpty()) {
      return Ternary.YES;
    }
    List<Ternary> ternaries = about.stream().map(where -> where.matches(resource)).toList();
    return ternaries.contains(Ternary.YES)
        ? Ternary.YES
        : ternaries.contains(Ternary.UNKNOWN) ? Ternary.UNKNOWN : Ternary.NO;
  }

  public List<String> names() {
    return policies.stream().map(Policy::name).toList();
  }

  public List<Rule> rules(KindId kind) {
    return rules.getOrDefault(kind, List.of());
  }

  /// Whether anything about this kind hangs on tags, so that they must be read where that costs a
  /// call.
  public boolean looksAtTags(KindId kind) {
    Stream<ResourceSelector> asked =
        rules(kind).stream()
            .flatMap(
                rule ->
                    Stream.concat(Stream.of(rule.where()), exempted(rule).map(Exemption::where)));
    return Stream.concat(about.stream(), asked).anyMatch(where -> !where.tags().isEmpty());
  }

  /// The controls whose answer can matter for this resource: those of rules that are, or may be,
  /// about it and that no exemption lifts for sure.
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

  /// What the rules say of a resource: one judgement for each rule that is, or may be, about it.
  ///
  /// @param today the day (UTC) that exemptions are held against
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
