package dev.molly.journal;

import dev.molly.plan.RunId;

/// What a look at one run's journal found.
///
/// It finds what was changed, moved, added or taken out, and an end that was cut off. Whoever makes
/// all the hashes anew is not found out.
public sealed interface JournalCheck {
  RunId run();

  /// What was found, for people: which file, and the first line where something is wrong.
  String sentence();

  /// Each line follows from the one before, and the last says that the run is over.
  record Intact(RunId run, int lines) implements JournalCheck {
    @Override
    public String sentence() {
      return "%s is intact: %s".formatted(JournalFolder.name(run), count(lines));
    }
  }

  /// Each line follows from the one before, but none says that the run is over.
  record Unfinished(RunId run, int lines) implements JournalCheck {
    @Override
    public String sentence() {
      return "%s has no end: it was cut off or is still under way, after %s"
          .formatted(JournalFolder.name(run), count(lines));
    }
  }

  /// The last line was being written when something cut it off. The ones before are whole.
  record Truncated(RunId run, int lines) implements JournalCheck {
    @Override
    public String sentence() {
      return "%s is torn at the end: after %s one more begins and does not end"
          .formatted(JournalFolder.name(run), count(lines));
    }
  }

  /// A line is not as it was written, or not where it was written.
  ///
  /// @param line the first such line, from 1
  /// @param what what is wrong with it, going on from "line 7 of some file "
  record Broken(RunId run, int line, String what) implements JournalCheck {
    @Override
    public String sentence() {
      return "line %d of %s %s".formatted(line, JournalFolder.name(run), what);
    }
  }

  /// What to say of a run with these lines.
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
