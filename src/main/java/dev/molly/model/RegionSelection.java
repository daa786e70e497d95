package dev.molly.model;

import java.util.List;

/// Which regions of each account are meant.
public sealed interface RegionSelection {
  /// All that are enabled in the account.
  record Enabled() implements RegionSelection {}

  /// These, in every account.
  record Named(List<RegionId> regions) implements RegionSelection {
    public Named {
      regions = List.copyOf(regions);
      if (regions.isEmpty()) {
        throw new IllegalArgumentException("no region is named");
      }
    }
  }
}
