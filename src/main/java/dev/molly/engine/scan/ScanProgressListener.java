package dev.molly.engine.scan;

import dev.molly.model.AccountRegion;
import dev.molly.model.KindId;

/// Hears how a scan goes, from many threads at once.
public interface ScanProgressListener {
  /// How many listings there will be, before the first begins. Until all are done, nobody knows how
  /// many resources there are.
  default void listings(int count) {}

  /// A listing begins.
  void listing(AccountRegion target, KindId kind);

  /// A listing is done, or was given up.
  void listed(AccountRegion target, KindId kind);

  /// A listing came upon a resource.
  void seen();

  /// All was read of a resource that is to be read of it.
  void judged();

  /// For those who do not want to know.
  static ScanProgressListener none() {
    return new ScanProgressListener() {
      @Override
      public void listing(AccountRegion target, KindId kind) {}

      @Override
      public void listed(AccountRegion target, KindId kind) {}

      @Override
      public void seen() {}

      @Override
      public void judged() {}
    };
  }
}
