package dev.molly.history;

import dev.molly.model.RuleId;
import dev.molly.plan.Digest;
import dev.molly.policy.ResourceSelector;
import dev.molly.policy.Rule;
import dev.molly.text.Glob;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/// A rule that a scan evaluated.
///
/// @param fingerprint changes with what the rule requires and which resources it selects
/// @param selectsAll whether it selects every resource of its kind, so that a resource without
///     a finding does not exist
public record CheckedRule(RuleId id, String fingerprint, boolean selectsAll) {
  /// Returns a rule of a policy.
  public static CheckedRule of(Rule rule) {
    ResourceSelector where = rule.where();
    var digest =
        new Digest.Builder()
            .add(rule.kind().value())
            .add(rule.require().control().value())
            .add(rule.require().atLeast().map(Duration::toString).orElse(""));
    globs(digest, where.names());
    globs(digest, where.accounts());
    globs(digest, where.regions());
    new TreeMap<>(where.tags())
        .forEach(
            (key, globs) -> {
              digest.add(key);
              globs(digest, globs);
            });
    return new CheckedRule(
        rule.id(), digest.build().brief(), where.equals(ResourceSelector.EVERYTHING));
  }

  /// Returns the rule of a scan that was about some resources only.
  public CheckedRule selectingSome() {
    return new CheckedRule(id, fingerprint, false);
  }

  private static void globs(Digest.Builder digest, List<Glob> globs) {
    digest.add("" + globs.size());
    globs.stream().map(Glob::pattern).sorted().forEach(digest::add);
  }
}
