package dev.molly.hook;

import dev.molly.hook.shell.ShellWord;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the statements in a text of SQL that delete tables or rows without a condition.
final class SqlStatements {
  static final String INSTEAD =
      "Take a snapshot first (aws rds create-db-snapshot), and let a person run it.";

  /// Comments, and the text of strings, in which words are no statements.
  private static final Pattern ASIDE =
      Pattern.compile("--[^\\n]*|/\\*(?!!).*?\\*/|'(?:[^']|'')*'", Pattern.DOTALL);

  private static final Pattern DROP =
      Pattern.compile(
          "\\bdrop\\s+(?!(temp|temporary|constraint|default|not|primary|foreign|identity|expression"
              + "|view|function|procedure|trigger|policy|rule|role|user)\\b)\\w+");
  private static final Pattern REPLACE = Pattern.compile("\\breplace\\s+(transient\\s+)?table\\b");
  private static final Pattern OVERWRITE = Pattern.compile("\\binsert\\s+overwrite\\b");
  private static final Pattern TRUNCATE = Pattern.compile("(^|\\s|\\()truncate\\b(?!\\s*\\()");
  private static final Pattern DELETE =
      Pattern.compile("\\bdelete\\s+(\\w+\\s+)*from\\b|\\bthen\\s+delete\\b");
  private static final Pattern UPDATE =
      Pattern.compile("^(with\\b.*)?\\bupdate\\s+\\S+.*\\bset\\b", Pattern.DOTALL);
  private static final Pattern CONDITION = Pattern.compile("\\bwhere\\b");

  /// Conditions that hold for every row.
  private static final Pattern NO_CONDITION =
      Pattern.compile(
          "\\bwhere\\s+\\(*\\s*(true|1|not\\s+false|(\\S+)\\s*=\\s*\\2)\\s*\\)*\\s*($|\\b(or|returning)\\b)");

  /// Quotes that [#ASIDE] does not read as every database does, and strings that are run.
  private static final Pattern UNCLEAR =
      Pattern.compile(
          "\\$\\w*\\$|\\\\'|\"[^\"]*'[^\"]*\"|/\\*!|\\bexecute\\b", Pattern.CASE_INSENSITIVE);

  /// Commands of the clients themselves that run a program, a file or the rows of a result.
  private static final Pattern RUNS =
      Pattern.compile(
          "(?m)\\\\(i|ir|include|include_relative|!|gexec|\\.)(\\s|$)"
              + "|^\\s*(source|system)\\s|(?i)\\b(to|from)\\s+program\\b");

  private SqlStatements() {}

  /// Returns what the first destructive statement would do, as a sentence.
  static Optional<String> destructive(String text) {
    String plain = ASIDE.matcher(text).replaceAll(" ");
    String raw = UNCLEAR.matcher(text).find() ? text.replaceAll("['\"]|/\\*!\\d*", ";") : "";
    return Stream.of((plain + ";" + raw).split(";", -1))
        .map(each -> each.strip().toLowerCase(Locale.ROOT))
        .flatMap(each -> sentence(each).stream())
        .findFirst();
  }

  /// Returns whether the shell would put something into the text that may be a statement.
  static boolean open(String text) {
    return RUNS.matcher(text).find()
        || Stream.of(ASIDE.matcher(text).replaceAll(" ").split(";", -1))
            .map(String::strip)
            .anyMatch(SqlStatements::isUnknown);
  }

  private static boolean isUnknown(String plain) {
    return plain.indexOf(ShellWord.UNKNOWN) >= 0
        && (plain.length() < 3 || plain.indexOf(ShellWord.UNKNOWN) < 6 || !plain.contains(" "));
  }

  /// Returns what belongs to the statement that begins at an offset: up to the bracket that closes
  /// around it, without what is in brackets of its own, where a condition is another's.
  private static String level(String statement, int from) {
    var found = new StringBuilder();
    int deep = 0;
    for (int at = from; at < statement.length() && deep >= 0; at++) {
      char next = statement.charAt(at);
      deep += next == '(' ? 1 : next == ')' ? -1 : 0;
      found.append(deep == 0 || next == '(' || next == ')' ? next : '.');
    }
    return found.toString();
  }

  private static boolean isOfAll(String statement, Matcher found) {
    String level = level(statement, found.start());
    return !CONDITION.matcher(level).find()
        || NO_CONDITION.matcher(level).find()
        || NO_CONDITION.matcher(statement).find();
  }

  private static Optional<String> sentence(String statement) {
    if (statement.startsWith("explain") && !statement.contains("analyze")) {
      return Optional.empty();
    }
    if (DROP.matcher(statement).find()) {
      return Optional.of("DROP deletes it with all that is in it, and nothing brings it back.");
    }
    if (REPLACE.matcher(statement).find()) {
      return Optional.of("REPLACE deletes the table that has the name, with all rows.");
    }
    if (OVERWRITE.matcher(statement).find()) {
      return Optional.of("INSERT OVERWRITE deletes the rows that are there.");
    }
    if (TRUNCATE.matcher(statement).find()) {
      return Optional.of("TRUNCATE deletes all rows, and nothing brings them back.");
    }
    Matcher delete = DELETE.matcher(statement);
    if (delete.find() && isOfAll(statement, delete)) {
      return Optional.of("DELETE without a condition deletes all rows.");
    }
    Matcher update = UPDATE.matcher(statement);
    if (update.find() && isOfAll(statement, update)) {
      return Optional.of("UPDATE without a condition overwrites all rows.");
    }
    return Optional.empty();
  }
}
