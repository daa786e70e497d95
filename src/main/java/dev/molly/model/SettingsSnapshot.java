package dev.molly.model;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// The settings of the resources of one kind in one account and region, as earlier scans read
/// them.
///
/// @param asOf the time according to AWS since which changes have not been asked for
/// @param settings what was read, by the uid of the resource and by control
public record SettingsSnapshot(Instant asOf, Map<String, Map<ControlId, Reading>> settings) {
  public SettingsSnapshot {
    var copy = new HashMap<String, Map<ControlId, Reading>>();
    settings.forEach((uid, controls) -> copy.put(uid, Map.copyOf(controls)));
    settings = Map.copyOf(copy);
  }

  /// A setting as AWS returned it.
  ///
  /// @param at the time of the scan that read it, according to AWS
  public record Reading(String value, Instant at) {}
}
