package dev.molly.kind;

import dev.molly.model.ControlId;
import dev.molly.model.ResourceId;
import dev.molly.model.SettingsSnapshot.Reading;
import java.util.Optional;

/// The settings that earlier scans read, of which no change is known. Thread-safe.
public interface SettingCache {
  /// Knows nothing and keeps nothing.
  SettingCache NONE =
      new SettingCache() {
        @Override
        public Optional<Reading> known(ResourceId resource, ControlId control) {
          return Optional.empty();
        }

        @Override
        public void good(ResourceId resource, ControlId control, String value) {}
      };

  /// Returns a setting that need not be read again.
  Optional<Reading> known(ResourceId resource, ControlId control);

  /// Receives a setting that was read and protects. One that does not is read each time.
  void good(ResourceId resource, ControlId control, String value);
}
