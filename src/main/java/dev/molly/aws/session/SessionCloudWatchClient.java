package dev.molly.aws.session;

import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;

/// One session's calls of a shared client.
public record SessionCloudWatchClient(CloudWatchClient shared, RequestIdentity identity)
    implements CloudWatchClient {
  @Override
  public GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
    return shared.getMetricData(identity.on(request));
  }

  @Override
  public ListMetricsResponse listMetrics(ListMetricsRequest request) {
    return shared.listMetrics(identity.on(request));
  }

  @Override
  public String serviceName() {
    return shared.serviceName();
  }

  /// The shared client stays open.
  @Override
  public void close() {}
}
