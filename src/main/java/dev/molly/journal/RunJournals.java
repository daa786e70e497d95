package dev.molly.journal;

import dev.molly.plan.RunId;
import java.util.List;

/// All the journals there are.
public interface RunJournals {
  /// Begins the journal of a new run.
  ///
  /// @throws JournalException when it cannot be written, or the run is there already
  Journal begin(RunId run);

  /// Goes on with the journal of a run that was cut off. What is left of a line that was being
  /// written then is cut off first.
  ///
  /// @throws RunUnderWayException when it was not cut off
  /// @throws JournalException when there is no such run, its chain is broken, or it cannot be
  ///     written
  Journal resume(RunId run);

  /// Whether a run goes on right now, here or in another process with the same state folder.
  default boolean isUnderWay(RunId run) {
    return false;
  }

  /// Whether a run shows that it was begun here, and not its journal put here.
  default boolean isSealed(RunId run) {
    return true;
  }

  /// The runs, oldest first.
  List<RunId> all();

  /// What a run wrote down, as far as its lines are whole.
  ///
  /// @throws JournalException when there is no such run, or its chain is broken
  List<JournalEntry> read(RunId run);
}
