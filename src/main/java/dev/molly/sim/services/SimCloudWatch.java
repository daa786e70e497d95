package dev.molly.sim.services;

import dev.molly.sim.core.CommonErrors;
import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/// CloudWatch in one region: the metrics of its resources. Every other operation throws.
///
/// A metric that was never written has no datapoints, which is not an error; this includes
/// resources that do not exist.
public final class SimCloudWatch implements CloudWatchClient {

  private static final CommonErrors ERRORS =
      CommonErrors.query("cloudwatch", "CloudWatch", CloudWatchException::builder);

  public static final SimService<CloudWatchClient> SERVICE =
      SimService.of(CloudWatchClient.class, ERRORS, SimCloudWatch::new);

  private final SimEndpoint at;
  private final SimMetrics metrics;

  private SimCloudWatch(SimEndpoint at) {
    this.at = at;
    this.metrics = new SimMetrics(at);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
    SimEndpoint.only(request, "MetricDataQueries", "StartTime", "EndTime");
    return at.read(
        "GetMetricData",
        List.of(),
        () -> {
          if (!request.startTime().isBefore(request.endTime())) {
            throw invalid("The parameter EndTime must be greater than StartTime.");
          }
          return GetMetricDataResponse.builder()
              .metricDataResults(
                  request.metricDataQueries().stream()
                      .map(query -> answer(query, request.startTime(), request.endTime()))
                      .toList())
              .build();
        });
  }

  @Override
  public ListMetricsResponse listMetrics(ListMetricsRequest request) {
    SimEndpoint.only(request, "Namespace", "Dimensions");
    return at.read(
        "ListMetrics",
        List.of(),
        () -> {
          if (!"AWS/S3".equals(request.namespace()) || request.dimensions().size() != 1) {
            throw SimEndpoint.notSimulated("ListMetrics of other than one bucket");
          }
          String bucket = request.dimensions().getFirst().value();
          return ListMetricsResponse.builder().metrics(metrics.ofBucket(bucket)).build();
        });
  }

  /// The newest datapoint comes first, unless requested otherwise (CloudWatch API,
  /// GetMetricData).
  private MetricDataResult answer(MetricDataQuery query, Instant from, Instant to) {
    SimEndpoint.only(query, "Id", "MetricStat");
    MetricStat wanted = query.metricStat();
    SimEndpoint.only(wanted, "Metric", "Period", "Stat");
    if (wanted.period() % 60 != 0) {
      throw invalid("The parameter Period must be a multiple of 60.");
    }
    Metric metric = wanted.metric();
    Map<String, String> dimensions = new TreeMap<>();
    for (Dimension dimension : metric.dimensions()) {
      dimensions.put(dimension.name(), dimension.value());
    }
    Duration period = Duration.ofSeconds(wanted.period());
    Map<Instant, List<Double>> samples =
        metrics.samples(metric.namespace(), metric.metricName(), dimensions, from, to, period);
    List<Instant> times = new ArrayList<>(samples.keySet()).reversed();
    return MetricDataResult.builder()
        .id(query.id())
        .label(metric.metricName())
        .statusCode(StatusCode.COMPLETE)
        .timestamps(times)
        .values(
            times.stream()
                .map(time -> stat(wanted.stat(), samples.getOrDefault(time, List.of())))
                .toList())
        .build();
  }

  private static double stat(String stat, List<Double> samples) {
    var all = samples.stream().mapToDouble(Double::doubleValue).summaryStatistics();
    return switch (stat) {
      case "Average" -> all.getAverage();
      case "Maximum" -> all.getMax();
      case "Sum" -> all.getSum();
      default -> throw SimEndpoint.notSimulated("the statistic " + stat);
    };
  }

  private static AwsServiceException invalid(String message) {
    return ERRORS.of(400, "ValidationError", message);
  }
}
