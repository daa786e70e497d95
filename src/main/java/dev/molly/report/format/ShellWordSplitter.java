package dev.molly.report.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words that follow a command's name in a text, divided as a POSIX shell divides them: what is
/// quoted is one word, whatever is in it.
///
/// @param words as they are written, with their quotes
/// @param end where the last of them ends
record ShellWordSplitter(List<Word> words, int end) {
  /// What a word goes on with. An apostrophe behind a letter is prose: `Shell.quote` opens none.
  private static final Pattern PIECE =
      Pattern.compile(
          "(?<![A-Za-z])'[^']*+'|\"(?:[^\"\\\\]++|\\\\.)*+\"|\\\\.|[^\\s'\"\\\\]|['\"\\\\]",
          Pattern.DOTALL);

  /// What ends a command in a sentence: punctuation, but not inside a word.
  private static final Pattern STOP =
      Pattern.compile("(?:[;,):][;,):.]*|(?<=[\\w'\"])\\.)(?=\\s|$)");

  private static final Set<String> LINKS = Set.of("and", "or", "&&", "||", "|");

  private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

  /// Ids that are no words, placeholders, and what is quoted.
  private static final Pattern NO_PROSE =
      Pattern.compile("['\"].*|.*[A-Z0-9:/_].*", Pattern.DOTALL);

  ShellWordSplitter {
    words = List.copyOf(words);
  }

  /// One word.
  ///
  /// @param end where it ends in the text
  record Word(String written, int end) {
    private String option() {
      return written.split("=", 2)[0];
    }
  }

  /// Reads a text that is a command and nothing else.
  ///
  /// @param from where the command's name ends
  static ShellWordSplitter ofCommand(String text, int from) {
    return read(text, from, false);
  }

  /// Reads a text that goes on after the command, perhaps.
  static ShellWordSplitter inSentence(String text, int from) {
    return read(text, from, true);
  }

  private static ShellWordSplitter read(String text, int from, boolean sentence) {
    var words = new ArrayList<Word>();
    int at = from;
    while (true) {
      int start = pastSpaces(text, at, sentence);
      int end = start == at ? at : endOfWord(text, start, sentence);
      String word = text.substring(start, Math.max(start, end));
      if (word.isEmpty() || (sentence && (word.startsWith("(") || LINKS.contains(word)))) {
        return new ShellWordSplitter(words, at);
      }
      words.add(new Word(word, end));
      at = end;
    }
  }

  private static int pastSpaces(String text, int from, boolean sentence) {
    int at = from;
    while (at < text.length()
        && Character.isWhitespace(text.charAt(at))
        && !(sentence && text.charAt(at) == '\n')) {
      at++;
    }
    return at;
  }

  private static int endOfWord(String text, int from, boolean sentence) {
    Matcher piece = PIECE.matcher(text).useTransparentBounds(true);
    Matcher stop = STOP.matcher(text).useTransparentBounds(true);
    int at = from;
    while (piece.region(at, text.length()).lookingAt()
        && !(sentence && stop.region(at, text.length()).lookingAt())) {
      at = piece.end();
    }
    return at;
  }

  boolean has(String option) {
    return words.stream().anyMatch(each -> each.option().equals(option));
  }

  /// Where that ends which has to stay together for the command to be pasted: up to its last option
  /// with its value, and a single word, which may be an id. A word of prose may be among it.
  ///
  /// @param from where the command's name ends
  int endOfCommand(int from) {
    if (words.size() == 1) {
      return end;
    }
    int last = endOfArguments(from);
    boolean value = false;
    for (Word each : words) {
      boolean option = OPTION.matcher(each.option()).matches();
      if (option || value) {
        last = Math.max(last, each.end());
      }
      value = option && each.option().equals(each.written());
    }
    return last;
  }

  /// Where that ends which is sure to be the command's arguments and not prose: options with their
  /// values, ids, placeholders.
  ///
  /// @param from where the command's name ends
  int endOfArguments(int from) {
    int end = from;
    boolean value = false;
    for (Word each : words) {
      boolean option = OPTION.matcher(each.option()).matches();
      if (!option && !value && !NO_PROSE.matcher(each.written()).matches()) {
        return end;
      }
      value = option && each.option().equals(each.written());
      end = each.end();
    }
    return end;
  }
}
