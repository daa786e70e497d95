package dev.molly.kind.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.aws.AwsException;
import dev.molly.aws.ClientSession;
import dev.molly.kind.support.CloudWatchMetrics.Query;
import dev.molly.model.RegionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

class CloudWatchMetricsTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Query CPU =
      new Query("AWS/EC2", "CPUUtilization", Map.of("InstanceId", "i-0a1b"), "Maximum");

  @Test
  void putsTheDatapointsOfAllPagesTogether() {
    var read =
        read(
            page("next", result(StatusCode.PARTIAL_DATA, NOON, 3)),
            page(null, result(StatusCode.COMPLETE, NOON.minusSeconds(3600), 7)));

    assertThat(read.points())
        .containsExactlyInAnyOrderEntriesOf(Map.of(NOON.minusSeconds(3600), 7.0, NOON, 3.0));
  }

  @Test
  void whatIsNotCompleteInTheEndIsNoAnswer() {
    assertThatThrownBy(() -> read(page(null, result(StatusCode.INTERNAL_ERROR, NOON, 0))))
        .isInstanceOf(AwsException.class)
        .hasMessage("CloudWatch answered InternalError for CPUUtilization");
    assertThatThrownBy(() -> read(page(null, result(StatusCode.PARTIAL_DATA, NOON, 0))))
        .isInstanceOf(AwsException.class);
  }

  @Test
  void aMetricThatIsLeftOutIsNoAnswer() {
    assertThatThrownBy(
            () -> read(GetMetricDataResponse.builder().metricDataResults(List.of()).build()))
        .isInstanceOf(AwsException.class)
        .hasMessage("CloudWatch answered nothing for CPUUtilization");
  }

  @Test
  void asksAsFinelyAsAllTheTimeIsKept() {
    assertThat(CloudWatchMetrics.finest(NOON.minus(Duration.ofDays(14)), NOON))
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(CloudWatchMetrics.finest(NOON.minus(Duration.ofDays(15)), NOON))
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(CloudWatchMetrics.finest(NOON.minus(Duration.ofDays(63)), NOON))
        .isEqualTo(Duration.ofHours(1));
  }

  private static TimeSeries read(GetMetricDataResponse... pages) {
    var region = new RegionId("eu-west-1");
    var client = new Pages(List.of(pages));
    var session = new ClientSession(_ -> client);
    return CloudWatchMetrics.read(
            session, region, List.of(CPU), NOON.minus(TimeSeries.DAY), NOON, CloudWatchMetrics.HOUR)
        .getOrDefault(CPU, new TimeSeries(new TreeMap<>()));
  }

  private static GetMetricDataResponse page(@Nullable String next, MetricDataResult result) {
    return GetMetricDataResponse.builder().metricDataResults(result).nextToken(next).build();
  }

  private static MetricDataResult result(StatusCode status, Instant at, double value) {
    return MetricDataResult.builder()
        .id("m0")
        .statusCode(status)
        .timestamps(at)
        .values(value)
        .build();
  }

  /// Answers page after page.
  private static final class Pages implements CloudWatchClient {
    private final List<GetMetricDataResponse> pages;
    private int next;

    private Pages(List<GetMetricDataResponse> pages) {
      this.pages = pages;
    }

    @Override
    public GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
      return pages.get(next++);
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
