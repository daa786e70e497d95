package dev.molly.aws;

import dev.molly.model.RegionId;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/// What the SDK knows of regions by itself. New regions appear at AWS before they do here.
public final class AwsRegions {
  private AwsRegions() {}

  /// Every region the SDK has heard of, in all partitions.
  public static List<RegionId> known() {
    return Region.regions().stream()
        .filter(region -> !region.isGlobalRegion())
        .map(region -> new RegionId(region.id()))
        .toList();
  }

  /// The partition a region is in; empty when the SDK has not heard of it.
  public static Optional<String> partition(RegionId region) {
    return known().contains(region)
        ? Optional.of(RegionMetadata.of(Region.of(region.value())).partition().id())
        : Optional.empty();
  }

  /// The region that the environment or the profile names; empty when neither does.
  public static Optional<RegionId> configured(Optional<String> profile) {
    var chain = DefaultAwsRegionProviderChain.builder();
    profile.ifPresent(chain::profileName);
    try {
      return Optional.of(new RegionId(chain.build().getRegion().id()));
    } catch (SdkClientException none) {
      return Optional.empty();
    }
  }
}
