package dev.molly.hook;

import dev.molly.hook.shell.ShellCommand;
import dev.molly.hook.shell.ShellCommand.Input;
import dev.molly.hook.shell.ShellWord;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The text that a command writes into a pipe, where the command line holds it.
final class PipedText {
  private PipedText() {}

  /// Returns the text that `echo`, `printf` or `cat` writes; empty if the text comes from
  /// elsewhere, or has escapes. The unknown parts of it are [ShellWord#UNKNOWN].
  ///
  /// @param file reads a file; empty if there is none, or it is no text
  static Optional<String> of(Input.Pipe pipe, Function<String, Optional<String>> file) {
    if (pipe.from().isEmpty() || pipe.from().get().words().isEmpty()) {
      return Optional.empty();
    }
    ShellCommand writer = pipe.from().get();
    List<ShellWord> words = writer.words();
    List<ShellWord> arguments = words.subList(1, words.size());
    return switch (words.getFirst().text()) {
      case "echo", "printf" ->
          Optional.of(
                  arguments.stream()
                      .map(ShellWord::text)
                      .filter(each -> !each.matches("-[neE]+|(%s|%s\\\\n|--)"))
                      .collect(Collectors.joining(" "))
                      .replace("\\n", "\n"))
              .filter(text -> !text.matches("(?s).*(\\\\[xuU0-9c]|%[bsdc]).*"));
      case "cat" ->
          writer.input() instanceof Input.Text here && arguments.isEmpty()
              ? Optional.of(here.text().text())
              : Optional.of(arguments)
                  .filter(names -> names.size() == 1 && names.getFirst().known())
                  .flatMap(names -> file.apply(names.getFirst().text()));
      default -> Optional.empty();
    };
  }
}
