package dev.molly.sim.services;

import dev.molly.sim.core.MetricSource;
import dev.molly.sim.core.SimActivity;
import dev.molly.sim.core.SimEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;

/// The metrics reported by the resources of one region. A metric that is not simulated throws; a
/// resource that does not exist reports nothing.
public final class SimMetrics {

  private static final Duration DAY = Duration.ofDays(1);

  /// The periods of basic monitoring of EC2, and of RDS (CloudWatch guide).
  private static final Map<String, Duration> STEPS =
      Map.of(
          MetricSource.CPU, Duration.ofMinutes(5),
          MetricSource.NETWORK_IN, Duration.ofMinutes(5),
          MetricSource.NETWORK_OUT, Duration.ofMinutes(5),
          MetricSource.CONNECTIONS, Duration.ofMinutes(1),
          MetricSource.REQUESTS, Duration.ofMinutes(1),
          MetricSource.BYTES, DAY,
          MetricSource.OBJECTS, DAY);

  private final SimEndpoint at;

  SimMetrics(SimEndpoint at) {
    this.at = at;
  }

  /// Returns the samples by the start of their period. Fine datapoints are kept for less time
  /// than coarse ones (CloudWatch guide, "Metrics retention").
  Map<Instant, List<Double>> samples(
      String namespace,
      String metric,
      Map<String, String> dimensions,
      Instant from,
      Instant to,
      Duration period) {
    Duration step = STEPS.get(metric);
    if (step == null) {
      throw SimEndpoint.notSimulated("the metric " + metric);
    }
    Map<Instant, List<Double>> found = new TreeMap<>();
    Optional<SimActivity> activity = activity(namespace, metric, dimensions);
    if (activity.isEmpty()) {
      return found;
    }
    Instant start = later(floor(from, period), at.now().minus(kept(period)));
    Instant end = earlier(to, visibleUntil(metric));
    for (Instant begin = floor(start, period); begin.isBefore(end); begin = begin.plus(period)) {
      Instant next = earlier(begin.plus(period), end);
      List<Double> samples = new ArrayList<>();
      for (double sample : activity.get().samples(metric, later(begin, start), next, step)) {
        samples.add(perSecond(metric) ? sample * step.toSeconds() : sample);
      }
      if (step.equals(DAY)) {
        samples.removeIf(sample -> sample == 0);
      }
      if (!samples.isEmpty()) {
        found.put(begin, samples);
      }
    }
    return found;
  }

  /// Storage metrics are written once a day, with a delay. An empty bucket has none here: AWS
  /// does not document this case, and missing metrics are the harder one.
  private Instant visibleUntil(String metric) {
    return DAY.equals(STEPS.get(metric)) ? at.now().minus(DAY) : at.now();
  }

  private static boolean perSecond(String metric) {
    return metric.equals(MetricSource.NETWORK_IN)
        || metric.equals(MetricSource.NETWORK_OUT)
        || metric.equals(MetricSource.REQUESTS);
  }

  private static Duration kept(Duration period) {
    if (period.compareTo(Duration.ofMinutes(5)) < 0) {
      return Duration.ofDays(15);
    }
    return Duration.ofDays(period.compareTo(Duration.ofHours(1)) < 0 ? 63 : 455);
  }

  private Optional<SimActivity> activity(
      String namespace, String metric, Map<String, String> dimensions) {
    return at.states()
        .filter(MetricSource.class::isInstance)
        .map(MetricSource.class::cast)
        .filter(source -> source.namespace().equals(namespace))
        .findFirst()
        .orElseThrow(() -> SimEndpoint.notSimulated("the namespace " + namespace))
        .activity(at.region(), metric, dimensions);
  }

  /// Returns the metrics of a bucket that were written in the last two weeks (CloudWatch API,
  /// ListMetrics).
  List<Metric> ofBucket(String name) {
    List<Metric> metrics = new ArrayList<>();
    add(metrics, MetricSource.BYTES, name, "StorageType", "StandardStorage");
    add(metrics, MetricSource.OBJECTS, name, "StorageType", "AllStorageTypes");
    add(metrics, MetricSource.REQUESTS, name, "FilterId", MetricSource.ENTIRE_BUCKET);
    return metrics;
  }

  private void add(
      List<Metric> metrics, String metric, String bucket, String dimension, String value) {
    var dimensions = Map.of("BucketName", bucket, dimension, value);
    Instant from = at.now().minus(Duration.ofDays(14));
    Map<Instant, List<Double>> written =
        samples("AWS/S3", metric, dimensions, from, at.now(), Duration.ofHours(1));
    if (!written.isEmpty()) {
      metrics.add(
          Metric.builder()
              .namespace("AWS/S3")
              .metricName(metric)
              .dimensions(
                  Dimension.builder().name(dimension).value(value).build(),
                  Dimension.builder().name("BucketName").value(bucket).build())
              .build());
    }
  }

  private static Instant floor(Instant instant, Duration step) {
    Instant next = SimActivity.onGrid(instant, step);
    return next.equals(instant) ? instant : next.minus(step);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
