package dev.molly.sim.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What one resource did over time, as far as CloudWatch hears of it: from when to when it reported
/// at all, and at what level each metric stood. Where it does not report there is no datapoint,
/// which is not the same as 0.
public final class SimActivity {

  /// Whether it reports from each of these instants on.
  public TreeMap<Instant, Boolean> reports = new TreeMap<>();

  /// By metric, the level from each of these instants on; 0 before.
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

  /// A database's metrics go by its name: under a new name there is no past (RDS guide,
  /// USER_RenameInstance).
  public void forget(Instant now) {
    boolean does = reportsAt(now);
    reports.clear();
    reports.put(now, does);
  }

  boolean reportsAt(Instant instant) {
    Map.Entry<Instant, Boolean> known = reports.floorEntry(instant);
    return known != null && known.getValue();
  }

  /// Until when it reported: now, if it does.
  public Instant lastReport(Instant now) {
    Map.Entry<Instant, Boolean> known = reports.floorEntry(now);
    return known == null || known.getValue() ? now : known.getKey();
  }

  double levelAt(String metric, Instant instant) {
    Map.Entry<Instant, Double> known =
        levels.getOrDefault(metric, new TreeMap<>()).floorEntry(instant);
    return known == null ? 0 : known.getValue();
  }

  /// What was measured at every full `step` from `from` on and before `to`.
  public List<Double> samples(String metric, Instant from, Instant to, Duration step) {
    List<Double> samples = new ArrayList<>();
    for (Instant at = onGrid(from, step); at.isBefore(to); at = at.plus(step)) {
      if (reportsAt(at)) {
        samples.add(levelAt(metric, at));
      }
    }
    return samples;
  }

  /// The first full `step` that is not before an instant.
  public static Instant onGrid(Instant instant, Duration step) {
    long seconds = step.toSeconds();
    long full = Math.floorDiv(instant.minusNanos(1).getEpochSecond(), seconds) + 1;
    return Instant.ofEpochSecond(full * seconds);
  }
}
