package dev.molly.config;

import dev.molly.model.RegionId;
import java.util.List;

/// The regions to work in.
public sealed interface Regions {
  /// All regions that are enabled in an account: AWS has to be asked.
  record All() implements Regions {}

  /// The ones that were listed, each once, in the order they were listed in.
  record Listed(List<RegionId> regions) implements Regions {
    public Listed {
      regions = regions.stream().distinct().toList();
      if (regions.isEmpty()) {
        throw new IllegalArgumentException("no region listed");
      }
    }
  }
}
