package dev.molly.hook;

import dev.molly.hook.shell.ShellWord;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds the statements in a text of SQL that delete tables or rows without a condition.
final class SqlStatements {
  static final String INSTEAD =
      "Take a snapshot first (aws rds create-db-snapshot), and let a person run it.";

  /// Comments, and the text of strings, in which words are no statements.
  private static final Pattern ASIDE =
      Pattern.compile("--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'", Pattern.DOTALL);

  private static final Pattern DROP =
      Pattern.compile(
          "\\bdrop\\s+(?!(temp|temporary|constraint|default|not|primary|foreign|identity|expression"
              + "|view|function|procedure|trigger|policy|rule|role|user)\\b)\\w+");
  private static final Pattern TRUNCATE = Pattern.compile("(^|\\s|\\()truncate\\b(?!\\s*\\()");
  private static final Pattern DELETE = Pattern.compile("\\bdelete\\s+(from\\b|\\w+\\s+from\\b)");
  private static final Pattern UPDATE =
      Pattern.compile("^(with\\b.*)?\\bupdate\\s+\\S+.*\\bset\\b", Pattern.DOTALL);
  private static final Pattern CONDITION = Pattern.compile("\\bwhere\\b");

  /// Conditions that hold for every row.
  private static final Pattern NO_CONDITION =
      Pattern.compile("\\bwhere\\s+\\(*\\s*(true|1|not\\s+false|(\\S+)\\s*=\\s*\\2)\\s*\\)*\\s*$");

  private SqlStatements() {}

  /// Returns what the first destructive statement would do, as a sentence.
  static Optional<String> destructive(String text) {
    String plain = ASIDE.matcher(text).replaceAll(" ");
    return List.of(plain.split(";", -1)).stream()
        .map(each -> each.strip().toLowerCase(Locale.ROOT))
        .flatMap(each -> sentence(each).stream())
        .findFirst();
  }

  /// Returns whether the shell would put something into the text that may be a statement.
  static boolean open(String text) {
    String plain = ASIDE.matcher(text).replaceAll(" ").strip();
    return plain.indexOf(ShellWord.UNKNOWN) >= 0
        && (plain.length() < 3 || plain.indexOf(ShellWord.UNKNOWN) < 6 || !plain.contains(" "));
  }

  private static Optional<String> sentence(String statement) {
    if (statement.startsWith("explain") && !statement.contains("analyze")) {
      return Optional.empty();
    }
    if (DROP.matcher(statement).find()) {
      return Optional.of("DROP deletes it with all that is in it, and nothing brings it back.");
    }
    if (TRUNCATE.matcher(statement).find()) {
      return Optional.of("TRUNCATE deletes all rows, and nothing brings them back.");
    }
    boolean all = !CONDITION.matcher(statement).find() || NO_CONDITION.matcher(statement).find();
    if (DELETE.matcher(statement).find() && all) {
      return Optional.of("DELETE without a condition deletes all rows.");
    }
    if (UPDATE.matcher(statement).find() && all) {
      return Optional.of("UPDATE without a condition overwrites all rows.");
    }
    return Optional.empty();
  }
}
