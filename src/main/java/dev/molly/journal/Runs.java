package dev.molly.journal;

import dev.molly.model.RunId;
import java.util.List;

/// All the journals there are.
public interface Runs {
  /// Begins the journal of a new run.
  ///
  /// @throws JournalException when it cannot be written, the run is there already, or another one
  ///     is under way that must end first
  Journal begin(RunId run);

  /// Goes on with the journal of a run that was cut off. What is left of a line that was being
  /// written then is cut off first.
  ///
  /// @throws JournalException when there is no such run, its chain is broken, it cannot be written,
  ///     or another run is under way that must end first
  Journal resume(RunId run);

  /// The runs, oldest first.
  List<RunId> all();

  /// What a run wrote down, as far as its lines are whole.
  ///
  /// @throws JournalException when there is no such run, or its chain is broken
  List<Entry> read(RunId run);
}
