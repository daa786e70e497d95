package dev.molly.config;

import dev.molly.model.UserError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// All that is wrong with a set of files, so that it can be said at once.
final class ProblemList {
  /// A broken file can have a problem in every line. Nobody reads more than this.
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

  /// @param help the command that says how the file should look
  ProblemList(String help) {
    this.help = help;
  }

  void add(SourcePosition at, String message) {
    all.add(new Problem(at, message));
  }

  /// Throws all of them, in the order of the files' text, as one [UserError]; nothing when there
  /// are none.
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

  /// Text from a file, fit to be shown: in quotes, without control characters, not too long.
  static String quote(String text) {
    String shown = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
    return "'" + shown.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?") + "'";
  }
}
