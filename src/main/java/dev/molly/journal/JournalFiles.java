package dev.molly.journal;

import dev.molly.plan.RunId;
import dev.molly.text.FailureReason;
import java.io.IOException;
import java.nio.file.Path;

/// The names of journal files, and the error for one that cannot be written.
final class JournalFiles {
  static final String END = ".jsonl";

  private JournalFiles() {}

  /// Returns the name of a run's file.
  static String name(RunId run) {
    return run + END;
  }

  static JournalException unwritable(Path path, IOException e) {
    return new JournalException(
        ("the journal %s cannot be written: %s. What cannot be written down is not done. Make room"
                + " for it and the folder writable; only a new run can have another one:"
                + " --state DIR")
            .formatted(path, FailureReason.of(e)),
        e);
  }
}
