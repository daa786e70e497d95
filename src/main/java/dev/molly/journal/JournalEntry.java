package dev.molly.journal;

import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.plan.RunResult;
import java.time.Instant;
import java.util.List;

/// One line of a journal.
public sealed interface JournalEntry {
  Instant at();

  /// What it is called where journals are read: `intent`.
  default String word() {
    return switch (this) {
      case RunStarted began -> "began";
      case Intent intent -> "intent";
      case Outcome outcome -> "outcome";
      case Notice notice -> "notice";
      case RunFinished ended -> "ended";
    };
  }

  /// A run begins.
  ///
  /// @param command what asked for it: `protect`, `undo`
  /// @param callers the ARNs it acts as
  /// @param digest of the plan it carries out
  record RunStarted(Instant at, String command, List<String> callers, String digest)
      implements JournalEntry {
    public RunStarted {
      callers = List.copyOf(callers);
    }
  }

  /// A write is about to be made.
  ///
  /// @param step its number in the run, from 1
  record Intent(Instant at, int step, Change change, String api) implements JournalEntry {}

  /// What became of a write. An intent without one was cut off: it is neither done nor failed until
  /// somebody has looked.
  ///
  /// @param detail what AWS said, when it did not simply do it
  record Outcome(Instant at, int step, RunResult.Result result, String detail)
      implements JournalEntry {}

  /// An owner was told that a resource falls due, and this shows it. The write that says so on the
  /// resource comes after it, in the same step; without one the owner is told again.
  ///
  /// @param channel by which: `command`, `webhook`, `sns`, or `person` who said to have done it
  /// @param receipt what the channel said of it
  record Notice(Instant at, int step, ResourceRef resource, String channel, String receipt)
      implements JournalEntry {}

  /// The run is over.
  ///
  /// @param detail how it went, in a sentence
  record RunFinished(Instant at, String detail) implements JournalEntry {}
}
