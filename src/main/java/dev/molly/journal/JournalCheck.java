package dev.molly.journal;

import dev.molly.plan.RunId;

/// The result of checking one run's journal.
///
/// The check detects changed, moved, added or removed lines, and a truncated end. It does not
/// detect a journal whose hashes were all recomputed.
public sealed interface JournalCheck {
  RunId run();

  /// Returns the result for the user: the file, and the first line with an error.
  String sentence();

  /// Each line follows from its predecessor, and the last ends the run.
  record Intact(RunId run, int lines) implements JournalCheck {
    @Override
    public String sentence() {
      return "%s is intact: %s".formatted(JournalFiles.name(run), count(lines));
    }
  }

  /// Each line follows from its predecessor, but none ends the run.
  record Unfinished(RunId run, int lines) implements JournalCheck {
    @Override
    public String sentence() {
      return "%s has no end: it was cut off or is still under way, after %s"
          .formatted(JournalFiles.name(run), count(lines));
    }
  }

  /// The write of the last line was interrupted. The preceding lines are complete.
  record Truncated(RunId run, int lines) implements JournalCheck {
    @Override
    public String sentence() {
      return "%s is torn at the end: after %s one more begins and does not end"
          .formatted(JournalFiles.name(run), count(lines));
    }
  }

  /// A line differs from the one that was written, or is in another place.
  ///
  /// @param line the number of the first such line, from 1
  /// @param what the error, as a continuation of "line 7 of some file "
  record Broken(RunId run, int line, String what) implements JournalCheck {
    @Override
    public String sentence() {
      return "line %d of %s %s".formatted(line, JournalFiles.name(run), what);
    }
  }

  /// Returns the result for a run with these lines.
  static JournalCheck of(RunId run, HashChain chain) {
    int lines = chain.entries().size();
    if (chain.broken().isPresent()) {
      return new Broken(run, lines + 1, chain.broken().get());
    }
    if (chain.torn()) {
      return new Truncated(run, lines);
    }
    return chain.ended() ? new Intact(run, lines) : new Unfinished(run, lines);
  }

  private static String count(int lines) {
    return lines == 1 ? "1 line" : lines + " lines";
  }
}
