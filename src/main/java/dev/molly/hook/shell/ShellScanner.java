package dev.molly.hook.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the words of a command line: quotes, expansions and patterns.
///
/// The parser of commands and this scanner call each other, as a substitution in a word holds
/// commands, and commands hold words.
final class ShellScanner {
  /// Variables whose values are one word wherever the shell was set up sensibly.
  private static final Set<String> ONE_WORD =
      Set.of("HOME", "PWD", "OLDPWD", "TMPDIR", "USER", "UID", "PPID", "?", "$", "#", "!", "-");

  private static final String ENDS_WORD = " \t\n;&|()<>";

  /// Parses the commands of a substitution, from an offset of a text up to its closing bracket.
  interface Substitution {
    /// Parses up to a closing bracket.
    ///
    /// @return the offset behind it
    int parse(String text, int from) throws ShellSyntaxException;

    /// Parses a text of its own.
    void parse(String script) throws ShellSyntaxException;
  }

  private final String text;
  private final Map<String, String> variables;
  private final Substitution substitution;
  private int at;
  private final StringBuilder word = new StringBuilder();
  private boolean several;
  private boolean quoted;

  /// @param variables the values of the variables that are known
  ShellScanner(String text, Map<String, String> variables, Substitution substitution) {
    this.text = text;
    this.variables = variables;
    this.substitution = substitution;
  }

  int at() {
    return at;
  }

  void moveTo(int offset) {
    at = offset;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /// Returns the next character, or a line feed at the end.
  char peek() {
    return atEnd() ? '\n' : text.charAt(at);
  }

  boolean looksAt(String prefix) {
    return text.startsWith(prefix, at);
  }

  void skipBlanks() {
    while (!atEnd()) {
      if (peek() == ' ' || peek() == '\t') {
        at++;
      } else if (looksAt("\\\n")) {
        at += 2;
      } else {
        return;
      }
    }
  }

  /// Reads one word. The scanner has to be at its first character.
  ShellWord word() throws ShellSyntaxException {
    int start = at;
    word.setLength(0);
    several = false;
    quoted = false;
    if (peek() == '~') {
      at++;
      unknown(false);
    }
    while (!atEnd() && (ENDS_WORD.indexOf(peek()) < 0 || process())) {
      part();
    }
    return new ShellWord(word.toString(), several, start);
  }

  /// Returns whether the last word had a quoted part, as the end of a here-document may have.
  boolean wasQuoted() {
    return quoted;
  }

  private boolean process() {
    return looksAt("<(") || looksAt(">(");
  }

  private void part() throws ShellSyntaxException {
    char next = peek();
    switch (next) {
      case '\'' -> single();
      case '"' -> {
        quoted = true;
        at++;
        doubleQuoted('"');
      }
      case '\\' -> escaped();
      case '$' -> dollar(false);
      case '`' -> backticks(false);
      case '<', '>' -> {
        at = substitution.parse(text, at + 2);
        unknown(false);
      }
      case '*', '?' -> {
        at++;
        unknown(true);
      }
      case '[' -> range();
      case '{' -> brace();
      default -> {
        word.append(next);
        at++;
      }
    }
  }

  private void escaped() {
    quoted = true;
    if (at + 1 < text.length() && text.charAt(at + 1) != '\n') {
      word.append(text.charAt(at + 1));
    }
    at += 2;
  }

  private void single() throws ShellSyntaxException {
    quoted = true;
    int end = text.indexOf('\'', at + 1);
    if (end < 0) {
      throw new ShellSyntaxException("a quote is not closed");
    }
    word.append(text, at + 1, end);
    at = end + 1;
  }

  /// `[ab]` is a pattern, and `[` alone is the program.
  private void range() {
    int end = at;
    while (end < text.length() && ENDS_WORD.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (text.substring(at, end).contains("]")) {
      unknown(true);
    } else {
      word.append('[');
    }
    at++;
  }

  /// `{a,b}` and `{1..3}` make several words; `{}` and `{name}` are themselves.
  private void brace() {
    int end = text.indexOf('}', at);
    String inside = end < 0 ? "" : text.substring(at + 1, end);
    if (inside.contains(",") || inside.contains("..")) {
      unknown(true);
    } else {
      word.append('{');
    }
    at++;
  }

  private void unknown(boolean mayBeSeveral) {
    word.append(ShellWord.UNKNOWN);
    several |= mayBeSeveral;
  }

  /// Reads up to a closing quote; or, for the text of a here-document, up to the end.
  private void doubleQuoted(char closing) throws ShellSyntaxException {
    while (!atEnd()) {
      char next = peek();
      if (next == closing) {
        at++;
        return;
      }
      switch (next) {
        case '\\' -> escapedInQuotes(closing);
        case '$' -> dollar(true);
        case '`' -> backticks(true);
        default -> {
          word.append(next);
          at++;
        }
      }
    }
    if (closing != ShellWord.UNKNOWN) {
      throw new ShellSyntaxException("a quote is not closed");
    }
  }

  private void escapedInQuotes(char closing) {
    char next = at + 1 < text.length() ? text.charAt(at + 1) : '\\';
    if ("$`\\\n".indexOf(next) >= 0 || next == closing) {
      if (next != '\n') {
        word.append(next);
      }
      at += 2;
    } else {
      word.append('\\');
      at++;
    }
  }

  private void dollar(boolean inQuotes) throws ShellSyntaxException {
    at++;
    if (looksAt("((")) {
      braced("((", "))", inQuotes);
      unknown(false);
    } else if (looksAt("(")) {
      at = substitution.parse(text, at + 1);
      unknown(!inQuotes);
    } else if (looksAt("{")) {
      parameter(braced("{", "}", inQuotes), inQuotes);
    } else if (!inQuotes && looksAt("'")) {
      quoted = true;
      AnsiQuoted.Text found = AnsiQuoted.read(text, at + 1);
      word.append(found.text());
      at = found.end();
    } else if (!inQuotes && looksAt("\"")) {
      quoted = true;
      at++;
      doubleQuoted('"');
    } else {
      name(inQuotes);
    }
  }

  private void name(boolean inQuotes) throws ShellSyntaxException {
    int end = at;
    while (end < text.length() && isName(text.charAt(end))) {
      end++;
    }
    if (end == at && end < text.length() && "?$#!-@*".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    if (end == at) {
      word.append('$');
      return;
    }
    String name = text.substring(at, end);
    at = end;
    parameter(name, inQuotes);
  }

  private static boolean isName(char letter) {
    return letter == '_' || (letter < 128 && Character.isLetterOrDigit(letter));
  }

  private void parameter(String name, boolean inQuotes) throws ShellSyntaxException {
    if (name.endsWith("@P")) {
      throw new ShellSyntaxException("'${...@P}' expands a text a second time");
    }
    String value = variables.get(name);
    boolean plain =
        value != null && !value.isEmpty() && value.chars().allMatch(each -> isPlain((char) each));
    if (value != null && (inQuotes || plain)) {
      word.append(value);
    } else {
      unknown(name.contains("@") || (!inQuotes && !ONE_WORD.contains(name)));
    }
  }

  /// Returns whether an unquoted expansion leaves this character as it is.
  private static boolean isPlain(char letter) {
    return isName(letter) || "-./:=,+@%".indexOf(letter) >= 0;
  }

  /// Reads `${...}` or `$((...))`, in which substitutions run commands too. Whether a single quote
  /// in it quotes, within double quotes, is not the same in all cases. A bracket that closes more
  /// than was opened makes `$((` the beginning of two subshells.
  ///
  /// @return the text between the brackets
  private String braced(String open, String close, boolean inQuotes) throws ShellSyntaxException {
    int from = at + open.length();
    at = from;
    String aside = word.toString();
    boolean severalBefore = several;
    int deep = 0;
    while (!atEnd()) {
      if (deep == 0 && looksAt(close)) {
        String inside = text.substring(from, at);
        at += close.length();
        word.setLength(0);
        word.append(aside);
        several = severalBefore;
        return inside;
      }
      deep += peek() == open.charAt(0) ? 1 : peek() == close.charAt(0) ? -1 : 0;
      if (deep < 0 || (inQuotes && peek() == '\'')) {
        throw new ShellSyntaxException(
            "a bracket or a quote within '$" + open + "' is not understood");
      }
      switch (peek()) {
        case '\'', '"', '\\', '$', '`' -> part();
        default -> at++;
      }
    }
    throw new ShellSyntaxException("'$" + open + "' is not closed");
  }

  /// A backtick's script is unescaped before it is parsed, so it is a text of its own.
  private void backticks(boolean inQuotes) throws ShellSyntaxException {
    var script = new StringBuilder();
    for (at++; !atEnd() && peek() != '`'; at++) {
      boolean escapes =
          peek() == '\\' && at + 1 < text.length() && "\\`$".indexOf(text.charAt(at + 1)) >= 0;
      if (escapes) {
        at++;
      }
      script.append(peek());
    }
    if (atEnd()) {
      throw new ShellSyntaxException("a backtick is not closed");
    }
    at++;
    substitution.parse(script.toString());
    unknown(!inQuotes);
  }

  /// Reads the body of a here-document.
  ///
  /// @param literal whether its end was quoted, so that nothing in it is expanded
  ShellWord hereDocument(String end, boolean tabs, boolean literal) throws ShellSyntaxException {
    var lines = new ArrayList<String>();
    int start = at;
    while (!atEnd()) {
      int feed = text.indexOf('\n', at);
      String line = text.substring(at, feed < 0 ? text.length() : feed);
      at = feed < 0 ? text.length() : feed + 1;
      if ((tabs ? line.replaceFirst("^\t+", "") : line).equals(end)) {
        return body(lines, start, literal);
      }
      lines.add(line);
    }
    // A shell warns, and takes the rest.
    return body(lines, start, literal);
  }

  private ShellWord body(List<String> lines, int start, boolean literal)
      throws ShellSyntaxException {
    String whole = String.join("\n", lines);
    if (literal) {
      return new ShellWord(whole, false, start);
    }
    var inner = new ShellScanner(whole, variables, substitution);
    inner.doubleQuoted(ShellWord.UNKNOWN);
    return new ShellWord(inner.word.toString(), false, start);
  }
}
