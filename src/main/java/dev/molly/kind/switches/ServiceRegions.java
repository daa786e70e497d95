package dev.molly.kind.switches;

import dev.molly.aws.AwsException;
import dev.molly.aws.AwsException.Reason;
import dev.molly.aws.AwsRegions;
import dev.molly.model.RegionId;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;

/// The regions of a service, as far as the SDK knows.
///
/// @param service the service in endpoints
record ServiceRegions(String service) {
  /// Returns whether a call failed because the region does not have the service. The SDK must know
  /// the region and not list the service there, and AWS must not have answered: the service is in
  /// no region of the partition, or its host does not exist. Every other failure is a gap.
  boolean isBecauseNotOffered(AwsException e, RegionId region) {
    boolean noAnswer = e.reason() == Reason.UNREACHABLE || e.reason() == Reason.OTHER;
    return noAnswer
        && e.code().isEmpty()
        && AwsRegions.known().contains(region)
        && !isOfferedIn(region)
        && (!isOfferedInPartitionOf(region) || isNoSuchHost(e));
  }

  /// Returns whether the service has an endpoint in a region.
  boolean isOfferedIn(RegionId region) {
    return ServiceMetadata.of(service).regions().contains(Region.of(region.value()));
  }

  private boolean isOfferedInPartitionOf(RegionId region) {
    return ServiceMetadata.of(service).servicePartitions().stream()
        .map(partition -> partition.partition().id())
        .anyMatch(id -> AwsRegions.partition(region).equals(Optional.of(id)));
  }

  private static boolean isNoSuchHost(AwsException e) {
    return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
        .anyMatch(UnknownHostException.class::isInstance);
  }
}
