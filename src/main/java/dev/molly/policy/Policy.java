package dev.molly.policy;

import java.util.List;

/// One policy document: its rules, and what they leave alone.
public record Policy(String name, List<Rule> rules, List<Exemption> exemptions) {
  public Policy {
    rules = List.copyOf(rules);
    exemptions = List.copyOf(exemptions);
  }
}
