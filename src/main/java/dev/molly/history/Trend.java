package dev.molly.history;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.molly.history.ScanTotals.Counts;
import dev.molly.history.ScanTotals.Grouping;
import dev.molly.model.Severity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The scans of one scope by day (UTC), the oldest first.
///
/// @param groups the severities, kinds or accounts that are counted; those with the most open
///     findings on the last day first, and severities from the worst on
public record Trend(HistoryScope scope, Grouping by, List<String> groups, List<Day> days) {
  public Trend {
    groups = List.copyOf(groups);
    days = List.copyOf(days);
  }

  /// One day with a scan.
  ///
  /// @param scans the number of scans
  /// @param complete whether the last of them could read everything: otherwise there may be more
  /// @param compared whether each of them was compared with the scan before it. A scan that was
  ///     not adds nothing to what is new and fixed
  /// @param notSeen the open findings that the last of them could not look at again
  /// @param counts by group: what the last scan saw open, and what was new or fixed on the day
  public record Day(
      LocalDate date,
      int scans,
      boolean complete,
      boolean compared,
      long notSeen,
      SortedMap<String, Counts> counts) {
    public Day {
      counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /// Returns the counts of a group.
    public Counts of(String group) {
      return counts.getOrDefault(group, Counts.ZERO);
    }

    /// Returns the counts of all groups.
    public Counts all() {
      return counts.values().stream().reduce(Counts.ZERO, Counts::plus);
    }
  }

  /// Returns the trend of scans of one scope.
  ///
  /// @param scans the scans, at least one, the oldest first
  public static Trend of(List<ScanTotals> scans, Grouping by) {
    List<Day> days =
        scans.stream()
            .collect(groupingBy(each -> FindingAge.day(each.startedAt()), TreeMap::new, toList()))
            .entrySet()
            .stream()
            .map(day -> day(day.getKey(), day.getValue(), by))
            .toList();
    return new Trend(scans.getLast().scope(), by, groups(days, by), days);
  }

  private static Day day(LocalDate date, List<ScanTotals> scans, Grouping by) {
    var counts = new TreeMap<String, Counts>();
    ScanTotals last = scans.getLast();
    for (ScanTotals each : scans) {
      each.by(by)
          .forEach(
              (group, of) ->
                  counts.merge(group, new Counts(0, of.appeared(), of.fixed()), Counts::plus));
    }
    last.by(by)
        .forEach((group, of) -> counts.merge(group, new Counts(of.open(), 0, 0), Counts::plus));
    return new Day(
        date,
        scans.size(),
        last.complete(),
        scans.stream().allMatch(ScanTotals::compared),
        last.notSeen(),
        counts);
  }

  private static List<String> groups(List<Day> days, Grouping by) {
    var names = new TreeSet<String>();
    days.forEach(day -> names.addAll(day.counts().keySet()));
    var groups = new ArrayList<String>(names);
    switch (by) {
      case SEVERITY ->
          groups.addAll(
              Arrays.stream(Severity.values())
                  .map(Severity::word)
                  .filter(word -> !names.contains(word))
                  .toList());
      case KIND, ACCOUNT -> {}
    }
    groups.sort(
        switch (by) {
          case SEVERITY -> Comparator.comparingInt(Trend::rank).reversed();
          case KIND, ACCOUNT ->
              Comparator.comparingLong((String group) -> days.getLast().of(group).open())
                  .reversed()
                  .thenComparing(Comparator.naturalOrder());
        });
    return groups;
  }

  private static int rank(String severity) {
    return Arrays.stream(Severity.values()).map(Severity::word).toList().indexOf(severity);
  }
}
