package dev.molly.model;

import java.util.Optional;

/// The place where a scan keeps settings for the next one.
public interface SettingsStore {
  /// Keeps nothing, so that each scan reads everything.
  SettingsStore NONE =
      new SettingsStore() {
        @Override
        public Optional<SettingsSnapshot> load(AccountRegion place, KindId kind) {
          return Optional.empty();
        }

        @Override
        public void save(AccountRegion place, KindId kind, SettingsSnapshot snapshot) {}
      };

  /// Returns what was kept; empty if nothing was.
  ///
  /// @throws UserError if it cannot be relied on, with the reason as a sentence without a full stop
  Optional<SettingsSnapshot> load(AccountRegion place, KindId kind);

  /// Returns a store that has forgotten everything and keeps in this one.
  default SettingsStore renewed() {
    SettingsStore kept = this;
    return new SettingsStore() {
      @Override
      public Optional<SettingsSnapshot> load(AccountRegion place, KindId kind) {
        return Optional.empty();
      }

      @Override
      public void save(AccountRegion place, KindId kind, SettingsSnapshot snapshot) {
        kept.save(place, kind, snapshot);
      }
    };
  }

  /// Keeps a snapshot in place of the one before.
  ///
  /// @throws UserError if it cannot be kept, with the reason as a sentence without a full stop
  void save(AccountRegion place, KindId kind, SettingsSnapshot snapshot);
}
