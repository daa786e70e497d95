package dev.molly.gate;

import dev.molly.gate.GateFinding.Step;
import dev.molly.model.AccountId;
import dev.molly.model.Arn;
import dev.molly.model.Environment;
import dev.molly.model.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks a plan against a policy.
public final class Gate {
  private static final Set<String> AWS = Set.of("aws_", "awscc_", "AWS::");

  private final GatePolicy policy;
  private final ResourceTypes types;
  private final String environment;
  private final Environment accounts;
  private final LocalDate today;

  /// @param environment the environment that the plan is for; empty if none was named
  /// @param accounts the accounts of that environment
  /// @param today the day (UTC) on which allowances are evaluated
  public Gate(
      GatePolicy policy,
      ResourceTypes types,
      String environment,
      Environment accounts,
      LocalDate today) {
    this.policy = policy;
    this.types = types;
    this.environment = environment;
    this.accounts = accounts;
    this.today = today;
  }

  /// Reads a plan and checks it.
  ///
  /// @param name the plan's name in messages
  /// @throws dev.molly.model.UserError if it is not a plan
  /// @throws IOException if it cannot be read
  public GateReport check(String name, InputStream plan) throws IOException {
    var seen = new Seen();
    PlanDocument document = new PlanReader(types, seen::add).read(name, plan);
    seen.unclear.addAll(document.unclear());
    List<GateFinding> findings = new ArrayList<>(seen.findings);
    if (seen.weight > policy.blastRadius().limit()) {
      findings.add(tooMuch(seen));
    }
    AccountId stranger =
        seen.accounts.stream()
            .filter(account -> !accounts.permits(account))
            .findFirst()
            .orElse(null);
    return new GateReport(
        name,
        document.tool(),
        policy.name(),
        policy.failOn(),
        seen.changes,
        seen.others,
        findings.stream()
            .map(this::weighed)
            .map(finding -> allowed(finding, stranger))
            .sorted(
                Comparator.comparing(GateFinding::severity)
                    .reversed()
                    .thenComparing(GateFinding::address)
                    .thenComparing(GateFinding::rule))
            .toList(),
        List.copyOf(seen.unclear),
        seen.weight,
        policy.blastRadius().limit(),
        List.of());
  }

  /// What is kept of the changes.
  private final class Seen {
    private final Map<PlanAction, Integer> changes = new EnumMap<>(PlanAction.class);
    private final List<GateFinding> findings = new ArrayList<>();
    private final Set<String> unclear = new LinkedHashSet<>();
    private final Set<AccountId> accounts = new HashSet<>();
    private final ChangeChecker checker = new ChangeChecker(types, unclear::add);
    private int others;
    private long weight;

    private void add(PlannedChange change) {
      if (change.action() == PlanAction.NONE) {
        return;
      }
      if (AWS.stream().noneMatch(change.type()::startsWith)) {
        others++;
        return;
      }
      changes.merge(change.action(), 1, Integer::sum);
      weight += policy.blastRadius().weight(change.type(), change.action());
      change.arn().flatMap(Arn::account).ifPresent(accounts::add);
      findings.addAll(checker.check(change));
    }
  }

  private GateFinding tooMuch(Seen seen) {
    return new GateFinding(
        GateRule.GATE_BLAST_RADIUS,
        GateRule.GATE_BLAST_RADIUS.severity(),
        "",
        "",
        PlanAction.NONE,
        "",
        List.of(
            "The changes weigh %d, and the policy %s allows %d in one plan."
                .formatted(seen.weight, policy.name(), policy.blastRadius().limit())),
        List.of(
            Step.of(
                "Apply it in parts, and look at what each part did",
                "terraform plan -target ADDRESS -out tfplan")),
        Optional.empty(),
        "");
  }

  private GateFinding weighed(GateFinding finding) {
    Severity severity = policy.severities().get(finding.rule());
    return severity == null ? finding : finding.with(severity);
  }

  /// @param stranger an account of the plan that is not of the environment; null if there is none
  private GateFinding allowed(GateFinding finding, @Nullable AccountId stranger) {
    GateFinding result = finding;
    for (Allowance allowance : policy.allowances()) {
      if (allowance.rule() == finding.rule() && allowance.address().equals(finding.address())) {
        String obstacle = obstacle(allowance, stranger);
        if (obstacle.isEmpty()) {
          return finding.allowedBy(allowance);
        }
        result = finding.notAllowed(obstacle);
      }
    }
    return result;
  }

  /// Returns why an allowance does not apply; empty if it does.
  private String obstacle(Allowance allowance, @Nullable AccountId stranger) {
    if (today.isAfter(allowance.until())) {
      return "its allowance (%s) expired on %s".formatted(allowance.reason(), allowance.until());
    }
    String wanted = allowance.environment().orElse(environment);
    if (!wanted.equals(environment)) {
      return "its allowance (%s) is for --environment %s".formatted(allowance.reason(), wanted);
    }
    return stranger == null || allowance.environment().isEmpty()
        ? ""
        : "its allowance (%s) is for %s, and the plan is about account %s, which is not in it"
            .formatted(allowance.reason(), wanted, stranger.value());
  }
}
