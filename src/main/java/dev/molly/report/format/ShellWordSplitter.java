package dev.molly.report.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words after a command's name in a text, split as a POSIX shell splits them: quoted text
/// is one word, independent of its content.
///
/// @param words the words as written, with their quotes
/// @param end the end of the last word, as an offset in the text
/// @param punctuated whether punctuation follows the last word
record ShellWordSplitter(List<Word> words, int end, boolean punctuated) {
  /// A part of a word. An apostrophe after a letter is prose: `Shell.quote` opens none.
  private static final Pattern PIECE =
      Pattern.compile(
          "(?<![A-Za-z])'[^']*+'|\"(?:[^\"\\\\]++|\\\\.)*+\"|\\\\.|[^\\s'\"\\\\]|['\"\\\\]",
          Pattern.DOTALL);

  /// The end of a command in a sentence: punctuation, except inside a word.
  private static final Pattern STOP =
      Pattern.compile("(?:[;,):][;,):.]*|(?<=[\\w'\"])\\.)(?=\\s|$)");

  private static final Set<String> LINKS = Set.of("and", "or", "&&", "||", "|");

  private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

  /// Words that cannot be prose: ids, placeholders and quoted text.
  private static final Pattern NO_PROSE =
      Pattern.compile("['\"].*|.*[A-Z0-9:/_].*", Pattern.DOTALL);

  ShellWordSplitter {
    words = List.copyOf(words);
  }

  /// One word.
  ///
  /// @param end the end of the word, as an offset in the text
  record Word(String written, int end) {
    private String option() {
      return written.split("=", 2)[0];
    }
  }

  /// Reads a text that consists of a command only.
  ///
  /// @param from the end of the command's name
  static ShellWordSplitter ofCommand(String text, int from) {
    return read(text, from, false);
  }

  /// Reads a text that may continue after the command.
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
        boolean punctuated = start == at && at < text.length() && text.charAt(at) != '\n';
        return new ShellWordSplitter(words, at, punctuated);
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

  /// Returns the end of the text that must stay together for the command to be pasted: up to its
  /// last option with its value, or a single word, which may be an id. It may include a word of
  /// prose.
  ///
  /// @param from the end of the command's name
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

  /// Returns the end of the text that certainly belongs to the command's arguments: options with
  /// their values, ids, placeholders. A single word before punctuation may be a bucket's name,
  /// which can look like prose.
  ///
  /// @param from the end of the command's name
  int endOfArguments(int from) {
    if (words.size() == 1 && punctuated) {
      return end;
    }
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
