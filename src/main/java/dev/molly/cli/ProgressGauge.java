package dev.molly.cli;

import java.util.OptionalLong;

/// The display of the progress.
interface ProgressGauge {
  /// Shows the progress.
  ///
  /// @param all the total number of resources; empty until everything is listed
  void show(long done, OptionalLong all, String words);

  void close();
}
