package dev.molly.cli;

import dev.molly.SupportedKinds;
import dev.molly.config.GatePolicyLoader;
import dev.molly.config.PolicyLoader;
import dev.molly.config.PolicySchema;
import dev.molly.config.PolicySource;
import dev.molly.gate.GatePolicy;
import dev.molly.policy.Exemption;
import dev.molly.policy.Policy;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// The `molly policy` command.
@Command(name = "policy", description = "Check policy files; print their schema for editors.")
final class PolicyCommand {
  private final SupportedKinds kinds;
  private final Terminal terminal;

  PolicyCommand(SupportedKinds kinds, Terminal terminal) {
    this.kinds = kinds;
    this.terminal = terminal;
  }

  @Command(name = "check", description = "Say what is wrong with policies, or that nothing is.")
  int check(
      @Parameters(
              arity = "1..*",
              paramLabel = "FILE|DIR|NAME",
              completionCandidates = CompletionCandidates.Policies.class,
              description = "They are checked together, as a scan would read them.")
          List<String> policies) {
    List<PolicySource> sources =
        policies.stream().map(word -> PolicySource.of(word, Path.of(""))).toList();
    List<Path> ofPlans = PolicyLoader.ofPlans(sources);
    List<PolicySource> ofResources =
        sources.stream()
            .filter(
                source ->
                    !(source instanceof PolicySource.Files(Path file) && ofPlans.contains(file)))
            .toList();
    for (Policy policy : new PolicyLoader(kinds.catalog()).loadAll(ofResources)) {
      terminal.say(summary(policy));
    }
    for (Path file : ofPlans) {
      GatePolicy policy = GatePolicyLoader.load(file);
      terminal.say(
          "policy of plans '%s' is good: %d allowances"
              .formatted(policy.name(), policy.allowances().size()));
    }
    return 0;
  }

  @Command(name = "schema", description = "Print the JSON Schema of a policy file.")
  int schema() {
    terminal.say(new PolicySchema(kinds.catalog()).json());
    return 0;
  }

  private static String summary(Policy policy) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    var line = new StringBuilder("policy '" + policy.name() + "' is good: ");
    line.append(policy.rules().size()).append(" rules, ");
    line.append(policy.exemptions().size()).append(" exemptions");
    policy.exemptions().stream()
        .filter(exemption -> exemption.expired(today))
        .map(Exemption::rule)
        .forEach(rule -> line.append("\n  an exemption from ").append(rule).append(" has expired"));
    return line.toString();
  }
}
