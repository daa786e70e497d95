package dev.molly.sim.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The activity of one resource over time, as visible to CloudWatch: the periods in which it
/// reported, and the level of each metric. A period without reports has no datapoints, which
/// differs from 0.
public final class SimActivity {

  /// Whether the resource reports, from each of these instants on.
  public TreeMap<Instant, Boolean> reports = new TreeMap<>();

  /// The level from each of these instants on, by metric; 0 before the first.
  TreeMap<String, TreeMap<Instant, Double>> levels = new TreeMap<>();

  public void reports(boolean does, Instant from) {
    Map.Entry<Instant, Boolean> before = reports.floorEntry(from);
    if (before == null || before.getValue() != does) {
      reports.put(from, does);
    }
  }

  public void level(String metric, double value, Instant from) {
    levels.computeIfAbsent(metric, m -> new TreeMap<>()).put(from, value);
  }

  /// Removes the history. A database's metrics are stored under its name, so a renamed database
  /// has no history (RDS guide, USER_RenameInstance).
  public void forget(Instant now) {
    boolean does = reportsAt(now);
    reports.clear();
    reports.put(now, does);
  }

  boolean reportsAt(Instant instant) {
    Map.Entry<Instant, Boolean> known = reports.floorEntry(instant);
    return known != null && known.getValue();
  }

  /// Returns the end of the last reporting period, which is now if the resource is reporting.
  public Instant lastReport(Instant now) {
    Map.Entry<Instant, Boolean> known = reports.floorEntry(now);
    return known == null || known.getValue() ? now : known.getKey();
  }

  double levelAt(String metric, Instant instant) {
    Map.Entry<Instant, Double> known =
        levels.getOrDefault(metric, new TreeMap<>()).floorEntry(instant);
    return known == null ? 0 : known.getValue();
  }

  /// Returns the samples at every full `step` from `from` (inclusive) to `to` (exclusive).
  public List<Double> samples(String metric, Instant from, Instant to, Duration step) {
    List<Double> samples = new ArrayList<>();
    for (Instant at = onGrid(from, step); at.isBefore(to); at = at.plus(step)) {
      if (reportsAt(at)) {
        samples.add(levelAt(metric, at));
      }
    }
    return samples;
  }

  /// Returns the first full `step` at or after an instant.
  public static Instant onGrid(Instant instant, Duration step) {
    long seconds = step.toSeconds();
    long full = Math.floorDiv(instant.minusNanos(1).getEpochSecond(), seconds) + 1;
    return Instant.ofEpochSecond(full * seconds);
  }
}
