package dev.molly.history;

import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.ResourceId;
import dev.molly.model.ScanReport;
import dev.molly.model.Severity;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The numbers of one scan, for the trend.
///
/// @param complete whether everything could be read; otherwise there may be more
/// @param compared whether there was a scan to compare it with: without one, it is not known how
///     many are new or fixed
/// @param notSeen violations of earlier scans that could not be looked at again
/// @param groups the counts by severity, kind and account; groups without any are absent
public record ScanTotals(
    HistoryScope scope,
    Instant startedAt,
    boolean complete,
    boolean compared,
    long notSeen,
    Map<Grouping, SortedMap<String, Counts>> groups) {
  public ScanTotals {
    groups = Map.copyOf(groups);
  }

  /// What the counts are grouped by.
  public enum Grouping {
    SEVERITY,
    KIND,
    ACCOUNT;

    /// Returns the word used in input and output.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private String of(Severity severity, ResourceId id) {
      return switch (this) {
        case SEVERITY -> severity.word();
        case KIND -> id.kind().value();
        case ACCOUNT -> id.account().value();
      };
    }
  }

  /// The counts of one group.
  ///
  /// @param open the violations that the scan saw
  public record Counts(long open, long appeared, long fixed) {
    public static final Counts ZERO = new Counts(0, 0, 0);

    /// Returns the sum.
    public Counts plus(Counts other) {
      return new Counts(open + other.open, appeared + other.appeared, fixed + other.fixed);
    }
  }

  /// Returns the numbers of a scan.
  public static ScanTotals of(HistoryScope scope, ScanReport report, ScanComparison comparison) {
    var groups = new EnumMap<Grouping, SortedMap<String, Counts>>(Grouping.class);
    for (Grouping by : Grouping.values()) {
      var counts = new TreeMap<String, Counts>();
      for (Finding each : report.findings()) {
        if (each.status().violation()) {
          boolean appeared = comparison.age(each).map(FindingAge::isNew).orElse(false);
          counts.merge(
              by.of(each.severity(), each.resource().id()),
              new Counts(1, appeared ? 1 : 0, 0),
              Counts::plus);
        }
      }
      comparison.former().stream()
          .filter(each -> each.state() == FormerState.FIXED)
          .map(FormerFinding::was)
          .forEach(
              was ->
                  counts.merge(
                      by.of(was.severity(), was.resource().id()),
                      new Counts(0, 0, 1),
                      Counts::plus));
      groups.put(by, counts);
    }
    return new ScanTotals(
        scope,
        report.startedAt(),
        report.gaps().isEmpty() && report.count(FindingStatus.UNKNOWN) == 0,
        comparison.base().isPresent(),
        comparison.count(FormerState.NOT_SEEN),
        groups);
  }

  /// Returns the counts by group.
  public SortedMap<String, Counts> by(Grouping grouping) {
    return groups.getOrDefault(grouping, new TreeMap<>());
  }

  /// Returns the counts of the whole scan.
  public Counts all() {
    return by(Grouping.SEVERITY).values().stream().reduce(Counts.ZERO, Counts::plus);
  }
}
