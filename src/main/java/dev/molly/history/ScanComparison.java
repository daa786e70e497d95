package dev.molly.history;

import static java.util.stream.Collectors.toSet;

import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.ResourceId;
import dev.molly.model.RuleId;
import dev.molly.model.ScanReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What has changed since the last scan of the same scope. Nothing is called fixed, gone or
/// failing that this scan did not see.
///
/// @param base when the last scan began; empty if there is none to compare with
/// @param note what the reader must know of the comparison, as sentences; may be empty
/// @param ages since when each violation fails; empty without a base
/// @param former the violations of the last scan that this scan does not report
public record ScanComparison(
    Optional<Instant> base,
    String note,
    Map<FindingKey, FindingAge> ages,
    List<FormerFinding> former) {
  private static final String FIRST =
      "This is the first scan of this scope: the next one with --since last says what is new and"
          + " what is fixed.";

  public ScanComparison {
    ages = Map.copyOf(ages);
    former = former.stream().sorted().toList();
  }

  /// Returns the comparison of a scan that is compared with nothing.
  public static ScanComparison none() {
    return new ScanComparison(Optional.empty(), "", Map.of(), List.of());
  }

  /// Compares a scan with the last one.
  ///
  /// @param rules the rules that this scan evaluated
  public static ScanComparison of(ScanReport report, List<CheckedRule> rules, LastScan last) {
    return switch (last) {
      case LastScan.None _ -> new ScanComparison(Optional.empty(), FIRST, Map.of(), List.of());
      case LastScan.Unusable(String why) ->
          new ScanComparison(
              Optional.empty(),
              why
                  + ". This scan is compared with nothing. It is the first of a new history, unless"
                  + " the old one can be read again when it ends.",
              Map.of(),
              List.of());
      case LastScan.Known(ScanSnapshot was) -> new Now(report, rules, was).compared();
    };
  }

  /// Returns whether the report tells the reader about the comparison.
  public boolean isAsked() {
    return base.isPresent() || !note.isEmpty();
  }

  /// Returns since when a finding fails; empty if it is no violation or there is no base.
  public Optional<FindingAge> age(Finding finding) {
    return Optional.ofNullable(ages.get(FindingKey.of(finding)));
  }

  /// Returns whether a violation may be new. Without a base every one may be.
  public boolean mayBeNew(Finding finding) {
    return age(finding).map(FindingAge::isNew).orElse(true);
  }

  /// Returns the number of new violations.
  public long newOnes() {
    return ages.values().stream().filter(FindingAge::isNew).count();
  }

  /// Returns the number of violations that the last scan saw as well.
  public long stillFailing() {
    return ages.size() - newOnes();
  }

  /// Returns the number of former violations in a state.
  public long count(FormerState state) {
    return former.stream().filter(each -> each.state() == state).count();
  }

  /// Returns what this scan leaves to the next one.
  public ScanSnapshot snapshot(HistoryScope scope, ScanReport report, List<CheckedRule> rules) {
    var open = new ArrayList<OpenFinding>();
    var unknown = new HashSet<FindingKey>();
    for (Finding each : report.findings()) {
      if (each.status() == FindingStatus.UNKNOWN) {
        unknown.add(FindingKey.of(each));
      }
      if (each.status().violation()) {
        FindingAge age = age(each).orElse(new FindingAge(true, report.startedAt(), true, ""));
        open.add(
            new OpenFinding(
                each.resource(),
                each.rule(),
                each.severity(),
                age.since(),
                age.orEarlier(),
                report.startedAt(),
                each.owner()));
      }
    }
    former.stream()
        .filter(each -> each.state() == FormerState.NOT_SEEN)
        .forEach(each -> open.add(each.was()));
    return new ScanSnapshot(
        scope,
        report.startedAt(),
        report.mollyVersion(),
        new ReadPlaces(Set.copyOf(report.targets()), unread(report)),
        rules,
        open,
        unknown);
  }

  private static List<ReadPlaces.Unread> unread(ScanReport report) {
    return report.gaps().stream().map(ReadPlaces.Unread::of).distinct().toList();
  }

  /// This scan, beside the last one.
  private static final class Now {
    private final ScanReport report;
    private final ScanSnapshot was;
    private final Map<RuleId, CheckedRule> rules = new HashMap<>();
    private final Map<FindingKey, OpenFinding> before = new HashMap<>();

    /// The findings of now with the identity of one that was open.
    private final Map<FindingKey, Finding> again = new HashMap<>();

    /// The resources with an open finding in the last scan that have any finding now.
    private final Set<ResourceId> there = new HashSet<>();

    private final ReadPlaces read;

    Now(ScanReport report, List<CheckedRule> rules, ScanSnapshot was) {
      this.report = report;
      this.was = was;
      this.read = new ReadPlaces(Set.copyOf(report.targets()), unread(report));
      rules.forEach(rule -> this.rules.put(rule.id(), rule));
      was.open().forEach(each -> before.put(each.key(), each));
      Set<ResourceId> failed =
          was.open().stream().map(each -> each.resource().id()).collect(toSet());
      for (Finding each : report.findings()) {
        if (failed.contains(each.resource().id())) {
          there.add(each.resource().id());
        }
        if (before.containsKey(FindingKey.of(each))) {
          again.put(FindingKey.of(each), each);
        }
      }
    }

    ScanComparison compared() {
      var ages = new HashMap<FindingKey, FindingAge>();
      report.findings().stream()
          .filter(each -> each.status().violation())
          .forEach(each -> ages.put(FindingKey.of(each), age(FindingKey.of(each))));
      List<FormerFinding> former =
          was.open().stream()
              .filter(each -> !ages.containsKey(each.key()))
              .map(this::former)
              .toList();
      return new ScanComparison(Optional.of(was.startedAt()), clock(), ages, former);
    }

    private String clock() {
      return was.startedAt().isAfter(report.startedAt())
          ? "The last scan says that it began at "
              + was.startedAt()
              + ", after this one: a clock was changed, or both ran at once. Dates and lengths of"
              + " time may be wrong."
          : "";
    }

    private FindingAge age(FindingKey key) {
      OpenFinding old = before.get(key);
      if (old != null) {
        String because = changed(key.rule()) ? "its rule has changed" : "";
        return new FindingAge(false, old.since(), old.orEarlier(), because);
      }
      String because = whyNotBefore(key);
      return new FindingAge(true, report.startedAt(), !because.isEmpty(), because);
    }

    private String whyNotBefore(FindingKey key) {
      if (was.rule(key.rule()).isEmpty()) {
        return "the last scan did not have its rule";
      }
      if (changed(key.rule())) {
        return "its rule has changed";
      }
      boolean wasRead = !was.unknown().contains(key) && was.places().covers(key.resource());
      return wasRead ? "" : "the last scan could not read it";
    }

    private boolean changed(RuleId id) {
      CheckedRule rule = rules.get(id);
      return rule != null && !was.rule(id).map(rule::equals).orElse(true);
    }

    private FormerFinding former(OpenFinding old) {
      Finding now = again.get(old.key());
      return now == null ? absent(old) : judged(old, now);
    }

    private FormerFinding judged(OpenFinding old, Finding now) {
      String changed = changed(old.rule()) ? "; the rule has changed since the last scan" : "";
      return switch (now.status()) {
        case UNKNOWN -> new FormerFinding(old, FormerState.NOT_SEEN, now.reason());
        case EXEMPT -> new FormerFinding(old, FormerState.EXEMPT, now.reason());
        case NOT_APPLICABLE ->
            new FormerFinding(old, FormerState.NOT_APPLICABLE, now.reason() + changed);
        case PASS ->
            changed.isEmpty()
                ? new FormerFinding(old, FormerState.FIXED, now.reason())
                : new FormerFinding(old, FormerState.RULE_CHANGED, now.reason() + changed);
        case FAIL, INEFFECTIVE -> throw new IllegalStateException(old + " fails: it is not former");
      };
    }

    /// A finding without a counterpart: the resource may be gone, or not looked at.
    private FormerFinding absent(OpenFinding old) {
      CheckedRule rule = rules.get(old.rule());
      if (rule == null) {
        return new FormerFinding(
            old, FormerState.RULE_REMOVED, "no policy of this scan has the rule " + old.rule());
      }
      ResourceId id = old.resource().id();
      if (!read.covers(id)) {
        return new FormerFinding(
            old, FormerState.NOT_SEEN, id.kind() + " could not be read in " + id.target());
      }
      if (changed(old.rule())) {
        return new FormerFinding(
            old,
            FormerState.RULE_CHANGED,
            there.contains(id)
                ? "the rule does not select it now"
                : "the rule does not select it now, or it is gone");
      }
      if (there.contains(id)) {
        return new FormerFinding(
            old, FormerState.NOT_CHECKED, "the rule does not select it any more");
      }
      return rule.selectsAll()
          ? new FormerFinding(old, FormerState.GONE, "there is no such resource any more")
          : new FormerFinding(
              old, FormerState.NOT_CHECKED, "it is gone, or the rule does not select it any more");
    }
  }
}
