package dev.molly.hook;

import dev.molly.hook.shell.ShellWord;
import java.util.List;
import java.util.stream.Collectors;

/// Words of a command as texts.
final class ShellWords {
  private ShellWords() {}

  /// Returns the name of a program without its folder and version; with [ShellWord#UNKNOWN] in it
  /// if it is not known.
  static String program(ShellWord word) {
    return word.text()
        .substring(word.text().lastIndexOf('/') + 1)
        .replaceFirst("(?<=[a-z]{2})(@[a-z0-9.^~*-]+|[-_]?v?[0-9][0-9.]*)?(\\.exe)?$", "");
  }

  /// Returns the words as one text, as `eval` and `ssh` make of them.
  static ShellWord joined(List<ShellWord> words) {
    return new ShellWord(
        words.stream().map(ShellWord::text).collect(Collectors.joining(" ")),
        words.stream().anyMatch(ShellWord::several),
        -1);
  }
}
