package dev.molly.journal;

import dev.molly.plan.RunId;

/// The journal in which a run records its actions. When [#write] returns, the line survives a
/// crash.
public interface Journal extends AutoCloseable {
  RunId run();

  /// Writes one line.
  ///
  /// @throws JournalException if it cannot be written: the caller then writes nothing to AWS
  void write(JournalEntry entry);

  @Override
  void close();
}
