package dev.molly.sim.core;

import java.util.Map;
import java.util.stream.Stream;

/// The state of one service in one region or, if its resources belong to no region, in one
/// account.
///
/// The state file holds its fields, except the transient ones. The states of a region are saved
/// beside each other, so no two of them may have a field of the same name.
public interface SimState {

  /// Returns the pending changes that happen by themselves.
  default Stream<SimClock.Due> due() {
    return Stream.empty();
  }

  /// Returns the tags of a resource, for the conditions of a session policy; none if the
  /// resource is not one of this service, or does not exist.
  default Map<String, String> tags(String arn) {
    return Map.of();
  }
}
