package dev.molly.journal;

import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.plan.RunId;
import dev.molly.plan.RunResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One line of a journal.
public sealed interface JournalEntry {
  Instant at();

  /// Returns the name used when journals are read: `intent`.
  default String word() {
    return switch (this) {
      case RunStarted began -> "began";
      case Intent intent -> "intent";
      case Outcome outcome -> "outcome";
      case Notice notice -> "notice";
      case RunFinished ended -> "ended";
    };
  }

  /// The start of a run.
  ///
  /// @param command the command that started it: `protect`, `undo`
  /// @param callers the ARNs of the principals it acts as
  /// @param digest the digest of the plan it carries out
  /// @param undoes the run that it undoes; empty for a run of another command
  record RunStarted(
      Instant at, String command, List<String> callers, String digest, Optional<RunId> undoes)
      implements JournalEntry {
    public RunStarted {
      callers = List.copyOf(callers);
    }

    /// Creates the start of a run that undoes none.
    public RunStarted(Instant at, String command, List<String> callers, String digest) {
      this(at, command, callers, digest, Optional.empty());
    }
  }

  /// The announcement of a write.
  ///
  /// @param step its number in the run, from 1
  record Intent(Instant at, int step, Change change, String api) implements JournalEntry {}

  /// The outcome of a write. An intent without an outcome was interrupted: it counts neither as
  /// done nor as failed until the resource has been checked.
  ///
  /// @param detail AWS's response, unless the write simply succeeded
  record Outcome(Instant at, int step, RunResult.Result result, String detail)
      implements JournalEntry {}

  /// The proof that an owner was notified that a resource falls due. The write that records this
  /// on the resource comes after it, in the same step; without that write the owner is notified
  /// again.
  ///
  /// @param channel the channel: `command`, `webhook`, `sns`, `events`, `slack`, or `person` for
  ///     a user who reported having notified the owner
  /// @param receipt the channel's receipt
  record Notice(Instant at, int step, ResourceRef resource, String channel, String receipt)
      implements JournalEntry {}

  /// The end of a run.
  ///
  /// @param detail a sentence that describes the result
  record RunFinished(Instant at, String detail) implements JournalEntry {}
}
