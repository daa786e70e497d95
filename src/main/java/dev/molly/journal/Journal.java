package dev.molly.journal;

import dev.molly.plan.RunId;

/// Where a run writes down what it does. When [#write] returns, the line will be there after a
/// crash.
public interface Journal extends AutoCloseable {
  RunId run();

  /// Writes one line down.
  ///
  /// @throws JournalException when it cannot be: the caller then writes nothing to AWS
  void write(JournalEntry entry);

  @Override
  void close();
}
