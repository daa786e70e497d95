package dev.molly.policy;

import java.util.List;

/// One policy document: its rules and their exemptions.
public record Policy(String name, List<Rule> rules, List<Exemption> exemptions) {
  public Policy {
    rules = List.copyOf(rules);
    exemptions = List.copyOf(exemptions);
  }
}
