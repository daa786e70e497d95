package dev.molly.engine.scan;

import dev.molly.aws.AccountSession;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.ResourceKind;
import dev.molly.kind.Retirable;
import dev.molly.model.AccountDirectory;
import dev.molly.model.AccountRegion;
import dev.molly.model.CallBudget;
import dev.molly.model.Control;
import dev.molly.model.ControlId;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.PackedFindings;
import dev.molly.model.Resource;
import dev.molly.model.RuleGuidance;
import dev.molly.model.RuleSummary;
import dev.molly.model.ScanProgressListener;
import dev.molly.model.ScanReport;
import dev.molly.model.SettingsStore;
import dev.molly.policy.PolicySet;
import dev.molly.policy.Rule;
import dev.molly.policy.RuleEvaluation;
import dev.molly.policy.ScanRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A scan in progress: the request and the findings so far. Thread-safe. Each resource is
/// evaluated and then released: only its findings stay in memory.
final class ScanResults {
  private final KindRegistry kinds;
  private final ScanRequest request;
  private final Instant startedAt;
  private final LocalDate today;
  private final ScanProgressListener progress;
  private final SettingsStore store;
  private final CacheTotals cacheTotals = new CacheTotals();
  private final Collection<AccountRegion> targets = new ConcurrentLinkedQueue<>();
  private final Map<KindId, Long> resources = new ConcurrentHashMap<>();
  private final Collection<Gap> gaps = new ConcurrentLinkedQueue<>();
  private final PackedFindings.Builder findings = new PackedFindings.Builder();

  ScanResults(
      KindRegistry kinds,
      ScanRequest request,
      SettingsStore store,
      Instant startedAt,
      ScanProgressListener progress) {
    this.kinds = kinds;
    this.store = store;
    this.request = request;
    this.startedAt = startedAt;
    this.today = LocalDate.ofInstant(startedAt, ZoneOffset.UTC);
    this.progress = progress;
    request.kinds().forEach(kind -> resources.put(kind, 0L));
    gaps.addAll(request.organization().gaps());
  }

  ScanRequest request() {
    return request;
  }

  ScanProgressListener progress() {
    return progress;
  }

  /// Returns the cache of a kind at a place; empty if there is none.
  Optional<PlaceCache> cache(AccountSession session, AccountRegion place, ResourceKind kind) {
    return store.equals(SettingsStore.NONE) || kind.changeEvents().isEmpty()
        ? Optional.empty()
        : Optional.of(new PlaceCache(store, cacheTotals, session, place, kind));
  }

  PolicySet policies() {
    return request.policies();
  }

  LocalDate today() {
    return today;
  }

  void target(AccountRegion target) {
    targets.add(target);
  }

  void gap(Gap gap) {
    gaps.add(gap);
  }

  void seen(Resource resource) {
    resources.merge(resource.id().kind(), 1L, Long::sum);
    progress.seen();
  }

  /// Evaluates the rules for a completely read resource.
  void judge(ResourceKind kind, Resource resource) {
    for (RuleEvaluation evaluation : policies().judge(resource, today)) {
      RuleEvaluation judgement =
          kind instanceof Retirable leasable
              ? LeaseExemption.judgement(evaluation, resource, leasable.recordSchema(), startedAt)
              : evaluation;
      findings.add(finding(kind, resource, judgement));
    }
    progress.judged();
  }

  private Finding finding(ResourceKind kind, Resource resource, RuleEvaluation evaluation) {
    Rule rule = evaluation.rule();
    ControlId control = rule.require().control();
    String missing = evaluation.missingPermission();
    Optional<String> fix =
        evaluation.status().violation() ? fix(kind, resource, rule) : Optional.empty();
    String reason =
        evaluation.status() == FindingStatus.FAIL && fix.isEmpty()
            ? kind.blockerOfChange(resource)
                .map(stop -> evaluation.because(stop.reason()).reason())
                .orElse(evaluation.reason())
            : evaluation.reason();
    return new Finding(
        rule.id(),
        rule.severity(),
        resource.ref(),
        control,
        evaluation.status(),
        reason,
        missing.isEmpty() ? Optional.empty() : Optional.of(missing),
        fix,
        evaluation.status().violation() && kind.isProtectable(resource, control, atLeast(rule)),
        kinds.control(kind.id(), control).page(),
        request.owners().of(resource.tags()));
  }

  private static Optional<String> fix(ResourceKind kind, Resource resource, Rule rule) {
    return kind.cliFix(resource, rule.require().control(), atLeast(rule));
  }

  private static Duration atLeast(Rule rule) {
    return rule.require().atLeast().orElse(Duration.ZERO);
  }

  ScanReport report(Instant endedAt, String mollyVersion, CallBudget budget) {
    return new ScanReport(
        startedAt,
        endedAt,
        mollyVersion,
        policies().names(),
        rules(),
        List.copyOf(targets),
        resources,
        budget,
        List.copyOf(gaps),
        findings.build(),
        AccountDirectory.of(request.accounts(), request.organization().unscanned()),
        store.equals(SettingsStore.NONE) ? Optional.empty() : Optional.of(cacheTotals.use()),
        request.shard(),
        request.narrowed(),
        Optional.empty());
  }

  private List<RuleSummary> rules() {
    return request.kinds().stream()
        .flatMap(kind -> policies().rules(kind).stream())
        .map(this::summary)
        .toList();
  }

  private RuleSummary summary(Rule rule) {
    ResourceKind kind = kinds.of(rule.kind());
    Control control = kinds.control(rule.kind(), rule.require().control());
    Optional<Duration> atLeast = rule.require().atLeast();
    return new RuleSummary(
        rule.id(),
        rule.kind(),
        control.id(),
        rule.severity(),
        rule.why(),
        rule.references(),
        control.page(),
        atLeast,
        new RuleGuidance(
            kind.console(),
            control.documentation(),
            control.terraform(atLeast.orElse(Duration.ZERO))));
  }
}
