package dev.molly.report.format;

import static java.util.stream.Collectors.joining;

import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// The number of findings with each status; every status is present.
public record StatusCounts(Map<FindingStatus, Long> counts) {
  public static StatusCounts of(Collection<Finding> findings) {
    var counts = new EnumMap<FindingStatus, Long>(FindingStatus.class);
    Arrays.stream(FindingStatus.values()).forEach(status -> counts.put(status, 0L));
    findings.forEach(finding -> counts.merge(finding.status(), 1L, Long::sum));
    return new StatusCounts(counts);
  }

  public long of(FindingStatus status) {
    return counts.getOrDefault(status, 0L);
  }

  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Returns the number of findings that report missing protection.
  public long violations() {
    return of(FindingStatus.FAIL) + of(FindingStatus.INEFFECTIVE);
  }

  /// Returns the counts above zero, in the order of [FindingStatus]: `2 unknown, 1,300 fail`;
  /// `none` if there are none.
  public String words() {
    String words =
        counts.entrySet().stream()
            .filter(count -> count.getValue() > 0)
            .map(count -> number(count.getValue()) + " " + count.getKey().word())
            .collect(joining(", "));
    return words.isEmpty() ? "none" : words;
  }

  public static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
