package dev.molly.kind.s3;

import static dev.molly.model.Evidence.Topic.SIZE;
import static dev.molly.model.Evidence.Topic.USE;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.kind.EvidenceCollector;
import dev.molly.kind.EvidenceReader;
import dev.molly.kind.support.CloudWatchMetrics;
import dev.molly.kind.support.CloudWatchMetrics.Query;
import dev.molly.kind.support.HumanQuantities;
import dev.molly.kind.support.TimeSeries;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceRef;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.Metric;

/// Reads the CloudWatch metrics of a bucket: its objects and bytes, once a day and up to two
/// days old; and its requests, if request metrics are turned on, which costs money.
///
/// The storage classes and filters of a bucket are known only from its metrics, so those are
/// listed first.
///
/// Source: S3 User Guide, "Metrics and dimensions".
final class BucketMetrics {
  static final String LISTING = "cloudwatch:ListMetrics";

  /// A storage metric is written once a day, and appears a day later.
  private static final Duration STORAGE_LOOK_BACK = Duration.ofDays(3);

  /// The maximum number of metrics in one CloudWatch query.
  private static final int MOST = 500;

  private final AccountSession session;
  private final RegionId region;
  private final String bucket;
  private final Instant now;
  private final EvidenceCollector found;
  private Optional<List<Metric>> listed = Optional.empty();

  BucketMetrics(AccountSession session, ResourceRef ref, Instant now, EvidenceCollector found) {
    this.session = session;
    this.region = ref.id().region();
    this.bucket = ref.identifier();
    this.now = now;
    this.found = found;
  }

  void ask() {
    found.ask(SIZE, "its objects and bytes", () -> storage(listed()));
    found.ask(USE, "its request metrics", () -> requests(listed()));
  }

  /// Lists the metrics, only once if that succeeds.
  private List<Metric> listed() {
    if (listed.isEmpty()) {
      var own = DimensionFilter.builder().name("BucketName").value(bucket).build();
      var pages =
          session
              .client(CloudWatchClient.class, region)
              .listMetricsPaginator(r -> r.namespace("AWS/S3").dimensions(own))
              .iterator();
      var metrics = new ArrayList<Metric>();
      while (metrics.size() < MOST && AwsCalls.call(LISTING, pages::hasNext)) {
        metrics.addAll(AwsCalls.call(LISTING, pages::next).metrics());
      }
      listed = Optional.of(List.copyOf(metrics));
    }
    return listed.get();
  }

  private void storage(List<Metric> all) {
    List<Query> bytes = queries(all, "BucketSizeBytes", "Average");
    List<Query> objects = queries(all, "NumberOfObjects", "Average");
    Instant from = now.minus(STORAGE_LOOK_BACK).truncatedTo(ChronoUnit.DAYS);
    Map<Query, TimeSeries> sizes = read(bytes, from, TimeSeries.DAY);
    Map<Query, TimeSeries> counts = read(objects, from, TimeSeries.DAY);
    Optional<Instant> newest = newest(sizes);
    if (newest.isEmpty() || newest(counts).isEmpty()) {
      found.unknown(
          SIZE,
          "CloudWatch has no objects and bytes of it: they are counted once a day, and of an empty"
              + " or a new bucket not at all");
      return;
    }
    String said =
        "%s objects and versions, %s, as counted on %s"
            .formatted(
                HumanQuantities.number(total(counts)),
                HumanQuantities.bytes(total(sizes)),
                HumanQuantities.minute(newest.get()).substring(0, 10));
    if (total(counts) > 0) {
      found.warning(SIZE, said);
    } else {
      found.note(SIZE, said);
    }
  }

  private static Optional<Instant> newest(Map<Query, TimeSeries> read) {
    return read.values().stream()
        .filter(series -> !series.isEmpty())
        .map(series -> series.points().lastKey())
        .max(Instant::compareTo);
  }

  /// Returns the total over all storage classes.
  private static double total(Map<Query, TimeSeries> read) {
    return read.values().stream()
        .filter(series -> !series.isEmpty())
        .mapToDouble(TimeSeries::latest)
        .sum();
  }

  /// Reports each filter under its own name, since it may cover only a part of the bucket.
  private void requests(List<Metric> all) {
    List<Query> filters = queries(all, "AllRequests", "Sum");
    if (filters.isEmpty()) {
      found.unknown(
          USE, "it has no request metrics, so whether it is read or written is not known");
      return;
    }
    Instant from = now.minus(EvidenceReader.LOOK_BACK).truncatedTo(ChronoUnit.HOURS);
    read(filters, from, CloudWatchMetrics.HOUR)
        .forEach(
            (query, series) ->
                requests(query.dimensions().getOrDefault("FilterId", ""), series, from));
  }

  private void requests(String filter, TimeSeries series, Instant from) {
    if (series.isEmpty()) {
      found.unknown(
          USE,
          "CloudWatch has no datapoints of requests (filter %s), which is also so when there are"
                  .formatted(filter)
              + " none");
    } else if (series.sum() > 0) {
      found.warning(
          USE,
          "%s requests over %s (filter %s); the last in the hour of %s"
              .formatted(
                  HumanQuantities.number(series.sum()),
                  series.reach(from, now),
                  filter,
                  HumanQuantities.minute(series.lastAboveZero().getKey())));
    } else {
      found.note(USE, "no requests over %s (filter %s)".formatted(series.reach(from, now), filter));
    }
  }

  private Map<Query, TimeSeries> read(List<Query> queries, Instant from, Duration period) {
    return queries.isEmpty()
        ? Map.of()
        : CloudWatchMetrics.read(session, region, queries, from, now, period);
  }

  private List<Query> queries(List<Metric> all, String name, String stat) {
    return all.stream()
        .filter(metric -> name.equals(metric.metricName()))
        .map(
            metric ->
                new Query(
                    "AWS/S3",
                    name,
                    metric.dimensions().stream()
                        .collect(Collectors.toMap(Dimension::name, Dimension::value)),
                    stat))
        .toList();
  }
}
