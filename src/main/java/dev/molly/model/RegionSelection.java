package dev.molly.model;

import java.util.List;

/// Selects the regions of each account.
public sealed interface RegionSelection {
  /// All regions that are enabled in the account.
  record Enabled() implements RegionSelection {}

  /// The given regions, in every account.
  record Named(List<RegionId> regions) implements RegionSelection {
    public Named {
      regions = List.copyOf(regions);
      if (regions.isEmpty()) {
        throw new IllegalArgumentException("no region is named");
      }
    }
  }
}
