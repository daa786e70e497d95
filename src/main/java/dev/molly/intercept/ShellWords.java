package dev.molly.intercept;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Words as a shell reads them: quotes and backslashes hold together what stands apart, and are no
/// part of the word.
final class ShellWords {
  /// What a shell makes text of that stands nowhere: all but the arguments it was given. An
  /// argument that is a part of a word makes another word, and another shell reads what it
  /// likes.
  private static final Pattern MADE =
      Pattern.compile(
          "`|\\beval\\b|\\$(?![0-9@*#?]|\\{[0-9@*#]})"
              + "|[A-Za-z0-9-]\\$[0-9@*{]|\\$(?:[0-9@*]|\\{[0-9@*]})[A-Za-z0-9-]"
              + "|(?:^|[\\s|;&!/(])(?:ba|da|k|z)?sh\\b");

  private static final Pattern LINE_GOES_ON = Pattern.compile("\\\\\\n\\s*");
  private static final Pattern QUOTING = Pattern.compile("[\"'\\\\]");

  private ShellWords() {}

  /// The words, by the rules of Python's `shlex.split`, which the AWS CLI reads an alias with.
  ///
  /// @return empty when a quote is not closed, or nothing follows a backslash: the AWS CLI refuses
  ///     it too
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
          word.append('\\'); // Within double quotes, it is itself before anything else.
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

  /// A script without what only holds words together.
  static String unquoted(String script) {
    return QUOTING.matcher(LINE_GOES_ON.matcher(script).replaceAll("")).replaceAll("");
  }

  /// The first thing in a script by which the shell makes text that stands nowhere in it, so that
  /// any word may come of it.
  static Optional<String> madeUp(String script) {
    return Stream.of(script, unquoted(script))
        .flatMap(text -> MADE.matcher(text).results().map(made -> from(text, made.start())))
        .findFirst();
  }

  private static String from(String text, int start) {
    return text.substring(start, Math.min(text.length(), start + 12));
  }
}
