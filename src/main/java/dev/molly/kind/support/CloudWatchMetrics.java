package dev.molly.kind.support;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.aws.AwsException;
import dev.molly.aws.AwsException.Reason;
import dev.molly.model.RegionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/// Reads CloudWatch metrics over a period.
///
/// Source: CloudWatch API Reference, GetMetricData: up to 500 metrics in one call. One-minute
/// datapoints are kept for 15 days, five-minute datapoints for 63 days, one-hour datapoints for
/// 455 days.
public final class CloudWatchMetrics {
  public static final String PERMISSION = "cloudwatch:GetMetricData";

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  public static final Duration HOUR = Duration.ofHours(1);

  private CloudWatchMetrics() {}

  /// One statistic of one metric of one resource.
  ///
  /// @param stat `Average`, `Maximum` or `Sum`
  public record Query(String namespace, String name, Map<String, String> dimensions, String stat) {
    private MetricDataQuery of(String id, Duration period) {
      var named =
          dimensions.entrySet().stream()
              .map(d -> Dimension.builder().name(d.getKey()).value(d.getValue()).build())
              .toList();
      return MetricDataQuery.builder()
          .id(id)
          .metricStat(
              wanted ->
                  wanted
                      .metric(m -> m.namespace(namespace).metricName(name).dimensions(named))
                      .period(Math.toIntExact(period.toSeconds()))
                      .stat(stat))
          .build();
    }
  }

  /// Returns the shortest period whose datapoints are all still kept.
  public static Duration finest(Instant from, Instant now) {
    Duration age = Duration.between(from, now);
    if (age.compareTo(Duration.ofDays(15).minus(HOUR)) < 0) {
      return MINUTE;
    }
    return age.compareTo(Duration.ofDays(63).minus(HOUR)) < 0 ? FIVE_MINUTES : HOUR;
  }

  /// Reads the datapoints of each query. A metric that was never written has none, which is not
  /// an error.
  ///
  /// @throws AwsException if CloudWatch does not answer for all of them
  public static Map<Query, TimeSeries> read(
      AccountSession session,
      RegionId region,
      List<Query> queries,
      Instant from,
      Instant to,
      Duration period) {
    var asked = new HashMap<String, Query>();
    var wire = new ArrayList<MetricDataQuery>();
    var points = new HashMap<Query, TreeMap<Instant, Double>>();
    for (Query query : queries) {
      String id = "m" + asked.size();
      asked.put(id, query);
      points.put(query, new TreeMap<>());
      wire.add(query.of(id, period));
    }
    var cloudWatch = session.client(CloudWatchClient.class, region);
    var last = new HashMap<String, MetricDataResult>();
    var pages =
        cloudWatch
            .getMetricDataPaginator(r -> r.metricDataQueries(wire).startTime(from).endTime(to))
            .iterator();
    while (AwsCalls.call(PERMISSION, pages::hasNext)) {
      for (MetricDataResult result : AwsCalls.call(PERMISSION, pages::next).metricDataResults()) {
        Query query = asked.get(result.id());
        if (query != null) {
          add(result, points.getOrDefault(query, new TreeMap<>()));
          last.put(result.id(), result);
        }
      }
    }
    asked.forEach((id, query) -> refuseUnanswered(query, last.get(id)));
    var answers = new HashMap<Query, TimeSeries>();
    points.forEach((query, all) -> answers.put(query, new TimeSeries(all)));
    return answers;
  }

  private static void add(MetricDataResult result, Map<Instant, Double> points) {
    for (int n = 0; n < result.timestamps().size(); n++) {
      points.put(result.timestamps().get(n), result.values().get(n));
    }
  }

  /// Refuses an incomplete result. The call does not fail in that case: only the result's status
  /// shows it.
  private static void refuseUnanswered(Query query, @Nullable MetricDataResult result) {
    if (result == null || result.statusCode() != StatusCode.COMPLETE) {
      String said = result == null ? "nothing" : String.valueOf(result.statusCodeAsString());
      throw new AwsException(
          Reason.OTHER, "CloudWatch answered %s for %s".formatted(said, query.name()));
    }
  }
}
