package dev.molly.hook;

import dev.molly.hook.shell.ShellCommand;
import dev.molly.hook.shell.ShellWord;
import java.util.List;
import java.util.stream.Collectors;

/// Words of a command as texts.
final class ShellWords {
  private ShellWords() {}

  /// Returns the name of a program without its folder; with [ShellWord#UNKNOWN] in it if it is
  /// not known.
  static String program(ShellWord word) {
    return word.text().substring(word.text().lastIndexOf('/') + 1);
  }

  /// Returns a command as one line, with the program's name alone.
  static String line(ShellCommand command) {
    List<ShellWord> words = command.words();
    return words.isEmpty()
        ? ""
        : words.stream()
            .skip(1)
            .map(each -> " " + each.shown())
            .collect(Collectors.joining("", program(words.getFirst()), ""));
  }

  /// Returns the words as one text, as `eval` and `ssh` make of them.
  static ShellWord joined(List<ShellWord> words) {
    return new ShellWord(
        words.stream().map(ShellWord::text).collect(Collectors.joining(" ")),
        words.stream().anyMatch(ShellWord::several),
        -1);
  }
}
