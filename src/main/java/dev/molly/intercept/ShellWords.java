package dev.molly.intercept;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Splits text into words as a shell does: quotes and backslashes join parts of a word and are
/// not part of it.
final class ShellWords {
  /// The constructs by which a shell generates text that is not in the script, other than plain
  /// references to its arguments. An argument that is part of a longer word forms a new word,
  /// and a nested shell may read its input from anywhere.
  private static final Pattern MADE =
      Pattern.compile(
          "`|\\beval\\b|\\$(?![0-9@*#?]|\\{[0-9@*#]})"
              + "|[A-Za-z0-9-]\\$[0-9@*{]|\\$(?:[0-9@*]|\\{[0-9@*]})[A-Za-z0-9-]"
              + "|(?:^|[\\s|;&!/(])(?:ba|da|k|z)?sh\\b");

  private static final Pattern LINE_GOES_ON = Pattern.compile("\\\\\\n\\s*");
  private static final Pattern QUOTING = Pattern.compile("[\"'\\\\]");

  private ShellWords() {}

  /// Returns the words by the rules of Python's `shlex.split`, which the AWS CLI uses for
  /// aliases.
  ///
  /// @return empty if a quote is not closed, or the text ends with a backslash: the AWS CLI
  ///     refuses it too
  static Optional<List<String>> split(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean begun = false;
    char quote = ' ';
    for (int i = 0; i < text.length(); i++) {
      char at = text.charAt(i);
      boolean escapes = at == '\\' && quote != '\'';
      if (escapes) {
        i++;
        if (i == text.length()) {
          return Optional.empty();
        }
        char next = text.charAt(i);
        if (quote == '"' && next != '"' && next != '\\') {
          word.append('\\'); // In double quotes, a backslash before others is literal.
        }
        word.append(next);
        begun = true;
      } else if (quote != ' ') {
        if (at == quote) {
          quote = ' ';
        } else {
          word.append(at);
        }
      } else if (at == '"' || at == '\'') {
        quote = at;
        begun = true;
      } else if (" \t\r\n".indexOf(at) >= 0) {
        if (begun) {
          words.add(word.toString());
          word.setLength(0);
          begun = false;
        }
      } else {
        word.append(at);
        begun = true;
      }
    }
    if (quote != ' ') {
      return Optional.empty();
    }
    if (begun) {
      words.add(word.toString());
    }
    return Optional.of(List.copyOf(words));
  }

  /// Returns a script without its quotes, backslashes and line continuations.
  static String unquoted(String script) {
    return QUOTING.matcher(LINE_GOES_ON.matcher(script).replaceAll("")).replaceAll("");
  }

  /// Returns the first construct in a script by which the shell generates text that is not in
  /// the script, so that the result may be any word.
  static Optional<String> madeUp(String script) {
    return Stream.of(script, unquoted(script))
        .flatMap(text -> MADE.matcher(text).results().map(made -> from(text, made.start())))
        .findFirst();
  }

  private static String from(String text, int start) {
    return text.substring(start, Math.min(text.length(), start + 12));
  }
}
