package dev.molly.contract;

import dev.molly.SupportedKinds;
import dev.molly.model.Control;
import dev.molly.model.KindId;
import dev.molly.model.RuleId;
import dev.molly.model.Severity;
import dev.molly.policy.Policy;
import dev.molly.policy.PolicySet;
import dev.molly.policy.Requirement;
import dev.molly.policy.ResourceSelector;
import dev.molly.policy.Rule;
import dev.molly.text.Glob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Policies of one rule for each control. What is kept must be kept for a week.
final class Rules {
  private static final ResourceSelector PRODUCTION =
      new ResourceSelector(
          List.of(), List.of(), List.of(), Map.of("env", List.of(new Glob("production"))));

  private Rules() {}

  /// Every control of every kind.
  static PolicySet everything() {
    return set(ResourceSelector.EVERYTHING, control -> true);
  }

  /// The controls with this name.
  static PolicySet only(String control) {
    return set(ResourceSelector.EVERYTHING, offered -> offered.id().value().equals(control));
  }

  /// Every control of every kind, of what is tagged `env: production`.
  static PolicySet ofProduction() {
    return set(PRODUCTION, control -> true);
  }

  private static PolicySet set(ResourceSelector where, Predicate<Control> which) {
    List<Rule> rules =
        SupportedKinds.aws().catalog().controls().entrySet().stream()
            .flatMap(
                kind ->
                    kind.getValue().stream()
                        .filter(which)
                        .map(control -> rule(kind.getKey(), control, where)))
            .toList();
    return new PolicySet(List.of(new Policy("contract", rules, List.of())));
  }

  private static Rule rule(KindId kind, Control control, ResourceSelector where) {
    Requirement require =
        switch (control.measure()) {
          case SWITCH -> new Requirement.Enabled(control.id());
          case DURATION -> new Requirement.AtLeast(control.id(), Duration.ofDays(7));
        };
    var id = new RuleId(kind + "-" + control.id());
    return new Rule(id, kind, require, Severity.HIGH, where, "", List.of());
  }
}
