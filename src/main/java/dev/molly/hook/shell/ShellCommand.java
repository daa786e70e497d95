package dev.molly.hook.shell;

import java.util.List;
import java.util.Optional;

/// A simple command: a program and its arguments.
///
/// @param assignments the assignments in front of the program, such as `NAME=value`
/// @param words the program and its arguments; empty if there are only assignments
/// @param input what the command reads from its standard input
/// @param afterSuccessOf the command that has to succeed first, joined with `&&`; empty as well if
///     the command may run without it, as behind `||`
public record ShellCommand(
    List<ShellWord> assignments,
    List<ShellWord> words,
    Input input,
    Optional<ShellCommand> afterSuccessOf) {
  public ShellCommand {
    assignments = List.copyOf(assignments);
    words = List.copyOf(words);
  }

  /// Returns this command within another, whose input it reads if it has none of its own.
  public ShellCommand within(Input outer) {
    return input instanceof Input.Inherited
        ? new ShellCommand(assignments, words, outer, afterSuccessOf)
        : this;
  }

  /// Returns this command as if none had to succeed before.
  public ShellCommand alone() {
    return new ShellCommand(assignments, words, input, Optional.empty());
  }

  /// The standard input of a command.
  public sealed interface Input {
    /// The input of the whole command line.
    record Inherited() implements Input {}

    /// A text in the command line itself: a here-document or a here-string.
    record Text(ShellWord text) implements Input {}

    /// The output of another command.
    record Pipe(Optional<ShellCommand> from) implements Input {}

    /// A file.
    record File(ShellWord name) implements Input {}
  }
}
