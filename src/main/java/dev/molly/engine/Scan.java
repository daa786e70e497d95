package dev.molly.engine;

import dev.molly.aws.Session;
import dev.molly.kind.Kind;
import dev.molly.kind.Kinds;
import dev.molly.model.ControlId;
import dev.molly.model.Finding;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.RuleSummary;
import dev.molly.model.ScanReport;
import dev.molly.model.Status;
import dev.molly.model.Target;
import dev.molly.policy.Judgement;
import dev.molly.policy.PolicySet;
import dev.molly.policy.Rule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// One scan under way: what it asks, and what it has found so far. Safe for many threads. A
/// resource is judged and let go: what stays in memory is its findings.
final class Scan implements Tour.Guide {
  private final ScanRequest request;
  private final Instant startedAt;
  private final LocalDate today;
  private final Progress progress;
  private final Collection<Target> targets = new ConcurrentLinkedQueue<>();
  private final Map<KindId, Long> resources = new ConcurrentHashMap<>();
  private final Collection<Gap> gaps = new ConcurrentLinkedQueue<>();
  private final Collection<Finding> findings = new ConcurrentLinkedQueue<>();

  Scan(ScanRequest request, Instant startedAt, Progress progress) {
    this.request = request;
    this.startedAt = startedAt;
    this.today = LocalDate.ofInstant(startedAt, ZoneOffset.UTC);
    this.progress = progress;
    request.kinds().forEach(kind -> resources.put(kind, 0L));
  }

  ScanRequest request() {
    return request;
  }

  Progress progress() {
    return progress;
  }

  PolicySet policies() {
    return request.policies();
  }

  LocalDate today() {
    return today;
  }

  @Override
  public void target(Target target) {
    targets.add(target);
  }

  @Override
  public void gap(Gap gap) {
    gaps.add(gap);
  }

  @Override
  public void visits(int count) {
    progress.listings(count);
  }

  @Override
  public Runnable at(Session session, RegionId region, Kind kind) {
    return new Listing(this, session, region, kind.id());
  }

  void seen(Resource resource) {
    resources.merge(resource.id().kind(), 1L, Long::sum);
    progress.seen();
  }

  /// Holds a resource, of which everything wanted was read, against the rules.
  void judge(Kind kind, Resource resource) {
    for (Judgement judgement : policies().judge(resource, today)) {
      findings.add(finding(kind, resource, Leased.judgement(judgement, resource, startedAt)));
    }
    progress.judged();
  }

  private static Finding finding(Kind kind, Resource resource, Judgement judgement) {
    Rule rule = judgement.rule();
    ControlId control = rule.require().control();
    String missing = judgement.missingPermission();
    Optional<String> fix =
        judgement.status().violation() ? fix(kind, resource, rule) : Optional.empty();
    String reason =
        judgement.status() == Status.FAIL && fix.isEmpty()
            ? kind.unchangeable(resource)
                .map(stop -> judgement.because(stop.what()).reason())
                .orElse(judgement.reason())
            : judgement.reason();
    return new Finding(
        rule.id(),
        rule.severity(),
        resource.ref(),
        control,
        judgement.status(),
        reason,
        missing.isEmpty() ? Optional.empty() : Optional.of(missing),
        fix,
        Kinds.control(kind.id(), control).page());
  }

  private static Optional<String> fix(Kind kind, Resource resource, Rule rule) {
    return kind.fix(resource, rule.require().control(), rule.require().atLeast());
  }

  ScanReport report(Instant endedAt, String mollyVersion, long calls) {
    return new ScanReport(
        startedAt,
        endedAt,
        mollyVersion,
        policies().names(),
        rules(),
        List.copyOf(targets),
        resources,
        calls,
        List.copyOf(gaps),
        List.copyOf(findings));
  }

  private List<RuleSummary> rules() {
    return request.kinds().stream()
        .flatMap(kind -> policies().rules(kind).stream())
        .map(Scan::summary)
        .toList();
  }

  private static RuleSummary summary(Rule rule) {
    ControlId control = rule.require().control();
    return new RuleSummary(
        rule.id(),
        rule.kind(),
        control,
        rule.severity(),
        rule.why(),
        rule.references(),
        Kinds.control(rule.kind(), control).page());
  }
}
