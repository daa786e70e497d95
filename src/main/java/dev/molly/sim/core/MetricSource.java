package dev.molly.sim.core;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A state whose resources report metrics to CloudWatch.
public interface MetricSource {

  String CPU = "CPUUtilization";
  String NETWORK_IN = "NetworkIn";
  String NETWORK_OUT = "NetworkOut";
  String CONNECTIONS = "DatabaseConnections";
  String BYTES = "BucketSizeBytes";
  String OBJECTS = "NumberOfObjects";
  String REQUESTS = "AllRequests";

  /// The filter of a bucket's request metrics, if it has them.
  String ENTIRE_BUCKET = "EntireBucket";

  /// Returns the CloudWatch namespace of the metrics, such as `AWS/EC2`.
  String namespace();

  /// Returns the activity of the resource with these dimensions; empty if the resource does not
  /// exist, or does not report this metric in this region.
  Optional<SimActivity> activity(String region, String metric, Map<String, String> dimensions);

  /// Returns the value of the only dimension.
  static String only(Map<String, String> dimensions, String name) {
    if (!dimensions.keySet().equals(Set.of(name))) {
      throw SimEndpoint.notSimulated("the dimensions " + dimensions);
    }
    return dimensions.getOrDefault(name, "");
  }
}
