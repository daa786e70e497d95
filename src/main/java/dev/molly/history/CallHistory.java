package dev.molly.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.model.AccountId;
import dev.molly.model.ApiCalls;
import dev.molly.model.CallBudget;
import dev.molly.model.FindingStatus;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RegionId;
import dev.molly.model.RuleId;
import dev.molly.model.ScanEstimate;
import dev.molly.model.ScanEstimate.PastScan;
import dev.molly.model.ScanReport;
import dev.molly.model.UserError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Gatherers;

/// The AWS calls of the last scan of each scope, and those that were estimated for the next. What
/// cannot be read or written stops no scan: an estimate lists the resources again.
public final class CallHistory {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String MADE = "calls.jsonl";
  private static final String ESTIMATED = "estimate.jsonl";

  private final ScanStore store;
  private final Consumer<String> warn;

  /// @param warn receives what could not be read or written, as sentences without a full stop
  public CallHistory(ScanStore store, Consumer<String> warn) {
    this.store = store;
    this.warn = warn;
  }

  /// The calls of one file.
  private record Kept(
      HistoryScope scope, List<CheckedRule> rules, PastScan scan, List<ApiCalls> calls) {}

  /// Returns the calls of the last scan with this scope and these rules, as an estimate of the
  /// next.
  ///
  /// @param limits the quotas of the next scan
  public Optional<ScanEstimate> ofLastScan(
      HistoryScope scope, List<CheckedRule> rules, RateLimitConfig limits, Instant now) {
    return read(scope, rules, MADE, this::say)
        .map(
            last ->
                new ScanEstimate(
                    now,
                    new CallBudget(last.calls(), limits),
                    Optional.of(last.scan()),
                    List.of(),
                    0));
  }

  /// Returns what was estimated for a scan: the estimate with its scope and its rules that was made
  /// after the last one. One that could not list everything is no estimate of the whole scan.
  public Optional<ScanEstimate> estimate(
      HistoryScope scope, List<CheckedRule> rules, RateLimitConfig limits) {
    Optional<Instant> last =
        read(scope, rules, MADE, this::sayUnlessDenied).map(kept -> kept.scan().at());
    return read(scope, rules, ESTIMATED, this::sayUnlessDenied)
        .filter(kept -> kept.scan().complete())
        .filter(kept -> last.isEmpty() || kept.scan().at().isAfter(last.get()))
        .map(
            kept ->
                new ScanEstimate(
                    kept.scan().at(),
                    new CallBudget(kept.calls(), limits),
                    Optional.empty(),
                    List.of(),
                    0));
  }

  /// Returns the number of calls in each account, by the last scan with such a scope that had the
  /// account, whatever others it had.
  public Map<AccountId, Long> byAccount(HistoryScope scope) {
    var calls = new TreeMap<AccountId, Long>();
    scopes().stream()
        .gather(
            Gatherers.mapConcurrent(
                ScanHistory.AT_ONCE, id -> read(id, MADE, this::sayUnlessDenied)))
        .flatMap(Optional::stream)
        .filter(kept -> kept.scope().inAccounts(scope.accounts()).equals(scope))
        .sorted(Comparator.comparing(kept -> kept.scan().at()))
        .forEach(kept -> calls.putAll(sums(kept)));
    return calls;
  }

  private List<String> scopes() {
    try {
      return new ScanHistory(store).scopes();
    } catch (UserError e) {
      warn.accept(e.getMessage());
      return List.of();
    }
  }

  /// Returns the calls in each account that was scanned: roles are assumed from the caller's own.
  private static Map<AccountId, Long> sums(Kept kept) {
    var sums = new TreeMap<AccountId, Long>();
    for (ApiCalls each : kept.calls()) {
      each.account()
          .filter(account -> kept.scope().accounts().contains(account.value()))
          .ifPresent(account -> sums.merge(account, each.calls(), Long::sum));
    }
    return sums;
  }

  /// Keeps the calls of a scan.
  public void keep(HistoryScope scope, List<CheckedRule> rules, ScanReport report) {
    var scan =
        new PastScan(
            report.startedAt(),
            Duration.between(report.startedAt(), report.endedAt()),
            report.gaps().isEmpty() && report.count(FindingStatus.UNKNOWN) == 0);
    write(new Kept(scope, rules, scan, report.budget().made()), MADE);
  }

  /// Keeps an estimate.
  public void keep(HistoryScope scope, List<CheckedRule> rules, ScanEstimate estimate) {
    var scan = new PastScan(estimate.at(), Duration.ZERO, estimate.gaps().isEmpty());
    write(new Kept(scope, rules, scan, estimate.budget().made()), ESTIMATED);
  }

  private void write(Kept kept, String name) {
    try {
      store.replace(ScanHistory.file(kept.scope().id(), name), SealedLines.of(lines(kept)));
    } catch (UserError e) {
      warn.accept("The calls were not kept: " + e.getMessage());
    }
  }

  private static List<JsonNode> lines(Kept kept) {
    var lines = new ArrayList<JsonNode>();
    ObjectNode first = JSON.objectNode();
    first.set("scope", ScopeJson.write(kept.scope()));
    first.put("at", kept.scan().at().toString());
    first.put("tookMillis", kept.scan().took().toMillis());
    first.put("complete", kept.scan().complete());
    var rules = first.putArray("rules");
    for (CheckedRule each : kept.rules()) {
      rules.addArray().add(each.id().value()).add(each.fingerprint()).add(each.selectsAll());
    }
    lines.add(first);
    for (ApiCalls each : kept.calls()) {
      lines.add(
          JSON.arrayNode()
              .add(each.account().map(AccountId::value).orElse(""))
              .add(each.region().value())
              .add(each.api())
              .add(each.calls()));
    }
    return lines;
  }

  private void say(UserError problem) {
    warn.accept(problem.getMessage());
  }

  /// In a bucket, a read may be denied because the file does not exist: a scan with a cache keeps
  /// no calls, and most scans were not estimated. If the permission is missing, the reads of the
  /// history, in the same folder, report it.
  private void sayUnlessDenied(UserError problem) {
    if (!(store.isConditional() && StateBucket.isDenied(problem))) {
      say(problem);
    }
  }

  private Optional<Kept> read(
      HistoryScope scope, List<CheckedRule> rules, String name, Consumer<UserError> problem) {
    return read(scope.id(), name, problem)
        .filter(kept -> kept.scope().equals(scope) && kept.rules().equals(rules));
  }

  private Optional<Kept> read(String id, String name, Consumer<UserError> problem) {
    try {
      return SealedLines.read(
          store, ScanHistory.file(id, name), content -> kept(SealedLines.read(content)));
    } catch (UserError e) {
      problem.accept(e);
      return Optional.empty();
    }
  }

  private static Kept kept(List<JsonNode> lines) {
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("is damaged: it is empty");
    }
    JsonNode first = lines.getFirst();
    var rules = new ArrayList<CheckedRule>();
    for (JsonNode each : first.path("rules")) {
      rules.add(
          new CheckedRule(
              new RuleId(each.path(0).asText()), each.path(1).asText(), each.path(2).asBoolean()));
    }
    return new Kept(
        ScopeJson.read(first.path("scope")),
        rules,
        new PastScan(
            Instant.parse(first.path("at").asText()),
            Duration.ofMillis(first.path("tookMillis").asLong()),
            first.path("complete").asBoolean()),
        lines.stream().skip(1).map(CallHistory::calls).toList());
  }

  private static ApiCalls calls(JsonNode line) {
    String account = line.path(0).asText();
    return new ApiCalls(
        account.isEmpty() ? Optional.empty() : Optional.of(new AccountId(account)),
        new RegionId(line.path(1).asText()),
        line.path(2).asText(),
        line.path(3).asLong(),
        0);
  }
}
