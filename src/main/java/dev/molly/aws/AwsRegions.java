package dev.molly.aws;

import dev.molly.model.RegionId;
import dev.molly.model.UserError;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/// The regions that are built into the SDK. New regions appear at AWS before they do here.
public final class AwsRegions {
  private AwsRegions() {}

  /// Returns every region that the SDK knows, in all partitions.
  public static List<RegionId> known() {
    return Region.regions().stream()
        .filter(region -> !region.isGlobalRegion())
        .map(region -> new RegionId(region.id()))
        .toList();
  }

  /// Returns the partition of a region; empty if the SDK does not know the region.
  public static Optional<String> partition(RegionId region) {
    return known().contains(region)
        ? Optional.of(RegionMetadata.of(Region.of(region.value())).partition().id())
        : Optional.empty();
  }

  /// Returns the region that the AWS config file sets for a profile; empty if it sets none.
  ///
  /// @param profile the profile; empty for the one in the environment
  public static Optional<RegionId> ofProfile(String profile) {
    try {
      var found = new AwsProfileRegionProvider(null, profile.isEmpty() ? null : profile);
      return Optional.of(new RegionId(found.getRegion().id()));
    } catch (SdkClientException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Returns the region set by the environment or the profile; empty if neither sets one.
  ///
  /// @param profile the profile; empty for the standard chain's own choice
  /// @throws UserError if what is set is not the name of a region
  public static Optional<RegionId> configured(String profile) {
    var chain = DefaultAwsRegionProviderChain.builder();
    if (!profile.isEmpty()) {
      chain.profileName(profile);
    }
    try {
      return Optional.of(new RegionId(chain.build().getRegion().id()));
    } catch (SdkClientException none) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new UserError("AWS_REGION, or the profile: " + e.getMessage() + ".", e);
    }
  }
}
