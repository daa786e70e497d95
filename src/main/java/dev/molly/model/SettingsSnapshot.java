package dev.molly.model;

import java.time.Instant;
import java.util.Map;

/// The settings of the resources of one kind in one account and region, as earlier scans read
/// them.
///
/// @param asOf the time according to AWS up to which CloudTrail was asked for changes
/// @param settings what was read
public record SettingsSnapshot(Instant asOf, Map<Setting, Reading> settings) {
  public SettingsSnapshot {
    settings = Map.copyOf(settings);
  }

  /// One setting of one resource.
  ///
  /// @param uid the uid of the resource
  public record Setting(String uid, ControlId control) {}

  /// A setting as AWS returned it.
  ///
  /// @param at the time of the scan that read it, according to AWS
  public record Reading(String value, Instant at) {}
}
