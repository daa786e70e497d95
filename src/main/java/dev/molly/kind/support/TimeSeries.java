package dev.molly.kind.support;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The datapoints of one metric, by the start of their period. The absence of datapoints does
/// not mean that the metric is 0.
public record TimeSeries(NavigableMap<Instant, Double> points) {
  public static final Duration DAY = Duration.ofDays(1);

  public boolean isEmpty() {
    return points.isEmpty();
  }

  public double most() {
    return points.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  public double average() {
    return points.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  public double sum() {
    return points.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  public double latest() {
    return points.lastEntry().getValue();
  }

  /// Returns the newest datapoint above 0, which is the last use.
  public Map.Entry<Instant, Double> lastAboveZero() {
    return points.descendingMap().entrySet().stream()
        .filter(point -> point.getValue() > 0)
        .findFirst()
        .orElseThrow();
  }

  /// Returns the largest sum of a UTC day.
  public double busiestDaySum() {
    return days().mapToDouble(TimeSeries::sum).max().orElseThrow();
  }

  /// Returns the largest average of a UTC day.
  public double busiestDayAverage() {
    return days().mapToDouble(TimeSeries::average).max().orElseThrow();
  }

  private Stream<TimeSeries> days() {
    var days = new TreeMap<Instant, TreeMap<Instant, Double>>();
    points.forEach(
        (at, value) ->
            days.computeIfAbsent(at.truncatedTo(ChronoUnit.DAYS), day -> new TreeMap<>())
                .put(at, value));
    return days.values().stream().map(TimeSeries::new);
  }

  /// Returns the period that the datapoints cover: `14 days`, or less if the metric is younger.
  public String reach(Instant from, Instant now) {
    Duration asked = Duration.between(from, now);
    Duration reach = Duration.between(points.firstKey(), now);
    boolean all = reach.compareTo(asked.minus(DAY)) >= 0;
    return HumanQuantities.span(all ? asked : reach);
  }
}
