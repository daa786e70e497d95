package dev.molly.journal;

import dev.molly.plan.RunId;
import java.util.List;

/// The journals of all runs.
public interface RunJournals {
  /// Begins the journal of a new run.
  ///
  /// @throws JournalException if it cannot be written, or the run exists already
  Journal begin(RunId run);

  /// Continues the journal of an interrupted run. The remains of an incomplete line are removed
  /// first.
  ///
  /// @throws RunUnderWayException if the run was not interrupted
  /// @throws JournalException if there is no such run, its chain is broken, or it cannot be
  ///     written
  Journal resume(RunId run);

  /// Returns whether a run is currently in progress, here or in another process with the same
  /// state folder.
  default boolean isUnderWay(RunId run) {
    return false;
  }

  /// Returns whether a run's journal is proven to have been begun here, and not copied from
  /// elsewhere.
  default boolean isSealed(RunId run) {
    return true;
  }

  /// Returns the runs, oldest first.
  List<RunId> all();

  /// Returns the entries of a run, as far as its lines are complete.
  ///
  /// @throws JournalException if there is no such run, or its chain is broken
  List<JournalEntry> read(RunId run);
}
