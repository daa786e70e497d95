package dev.molly.model;

/// Receives the progress of a scan, from many threads concurrently.
public interface ScanProgressListener {
  /// Receives the number of listings, before the first begins. The number of resources is
  /// unknown until all listings are done.
  default void listings(int count) {}

  /// Called when a listing begins.
  void listing(AccountRegion target, KindId kind);

  /// Called when a listing is done, or was abandoned.
  void listed(AccountRegion target, KindId kind);

  /// Called when a listing returns a resource.
  void seen();

  /// Called when a resource has been read completely.
  void judged();

  /// Returns a listener that ignores all events.
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
