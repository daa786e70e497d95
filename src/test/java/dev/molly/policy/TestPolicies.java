package dev.molly.policy;

import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.RuleId;
import dev.molly.model.Severity;
import dev.molly.text.Glob;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Policies for tests.
public final class TestPolicies {
  private TestPolicies() {}

  /// Returns a policy of rules such as `ec2-instance stop-protection`, all of severity high, from
  /// which the tag `exempt` exempts.
  public static PolicySet policies(String... required) {
    var rules = new ArrayList<Rule>();
    var exemptions = new ArrayList<Exemption>();
    var exempt =
        new ResourceSelector(
            List.of(), List.of(), List.of(), Map.of("exempt", List.of(new Glob("true"))));
    for (String each : required) {
      String[] words = each.split(" ", 2);
      var id = new RuleId(each.replace(' ', '-'));
      var control = new ControlId(words[1]);
      Requirement requirement =
          words[1].equals("backup-retention")
              ? new Requirement.AtLeast(control, Duration.ofDays(7))
              : new Requirement.Enabled(control);
      rules.add(
          new Rule(
              id,
              new KindId(words[0]),
              requirement,
              Severity.HIGH,
              ResourceSelector.EVERYTHING,
              "",
              List.of()));
      exemptions.add(new Exemption(id, exempt, "test", LocalDate.parse("2099-01-01")));
    }
    return new PolicySet(List.of(new Policy("test", rules, exemptions)));
  }
}
