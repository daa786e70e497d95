package dev.molly.hook;

import dev.molly.hook.shell.ShellCommand;
import dev.molly.hook.shell.ShellCommand.Input;
import dev.molly.hook.shell.ShellWord;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The text that a command writes into a pipe, where the command line holds it.
final class PipedText {
  private PipedText() {}

  /// Returns the text that `echo`, `printf` or `cat` with a here-document writes; empty if the
  /// text comes from elsewhere. The unknown parts of it are [ShellWord#UNKNOWN].
  static Optional<String> of(Input.Pipe pipe) {
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
                  .filter(each -> !each.matches("-[neE]+"))
                  .collect(Collectors.joining(" "))
                  .replace("\\n", "\n"));
      case "cat" ->
          arguments.isEmpty() && writer.input() instanceof Input.Text here
              ? Optional.of(here.text().text())
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
