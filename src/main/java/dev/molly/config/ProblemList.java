package dev.molly.config;

import dev.molly.model.UserError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// The problems of a set of files, collected so that they can be reported at once.
final class ProblemList {
  /// The maximum number of problems shown. A broken file can have a problem in every line, and
  /// more than this would not be read.
  static final int SHOWN = 25;

  private static final int LONGEST_QUOTE = 60;

  private record Problem(SourcePosition at, String message) {
    @Override
    public String toString() {
      return at + ": " + message;
    }
  }

  private final List<Problem> all = new ArrayList<>();
  private final String help;

  /// @param help the command that explains the format of the file
  ProblemList(String help) {
    this.help = help;
  }

  void add(SourcePosition at, String message) {
    all.add(new Problem(at, message));
  }

  /// Throws all problems as one [UserError], in the order of their positions; does nothing if
  /// there are none.
  void throwIfAny() {
    if (all.isEmpty()) {
      return;
    }
    String lines =
        all.stream()
            .sorted(Comparator.comparing(Problem::at))
            .limit(SHOWN)
            .map(Problem::toString)
            .collect(Collectors.joining("\n"));
    String more = all.size() > SHOWN ? "\n... and " + (all.size() - SHOWN) + " more" : "";
    throw new UserError(lines + more + "\nSee: " + help);
  }

  /// Returns text from a file in a form that is safe to display: in quotes, without control
  /// characters, and of limited length.
  static String quote(String text) {
    String shown = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
    return "'" + shown.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?") + "'";
  }
}
