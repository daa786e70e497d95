package dev.molly.hook;

import dev.molly.hook.shell.ShellCommand;
import dev.molly.hook.shell.ShellWord;
import java.util.List;

/// A program and its arguments, found in a command line.
///
/// @param program the name of the program, without its folder
/// @param word the program as it was written
/// @param command the command that it was found in, for its input and its neighbours
/// @param direct whether it is the command itself, and not behind `sudo` or the like
record Invocation(
    String program,
    ShellWord word,
    List<ShellWord> arguments,
    ShellCommand command,
    boolean direct) {
  Invocation {
    arguments = List.copyOf(arguments);
  }

  /// Returns whether an argument is exactly this text.
  boolean has(String argument) {
    return arguments.stream().anyMatch(each -> each.is(argument));
  }

  /// Returns whether an argument is this option, alone or with `=` and a value.
  boolean hasOption(String name) {
    return arguments.stream()
        .anyMatch(each -> each.text().equals(name) || each.text().startsWith(name + "="));
  }

  /// Returns the arguments that are no options, where these options have a value in the next
  /// argument.
  List<ShellWord> operands(String... withValue) {
    return Options.operands(arguments, List.of(withValue));
  }

  /// Returns the command for a person, cut to a readable length.
  String shown() {
    var text = new StringBuilder(program);
    arguments.forEach(each -> text.append(' ').append(each.shown()));
    String line = text.toString().replaceAll("\\s+", " ");
    return line.length() > 80 ? line.substring(0, 77) + "..." : line;
  }
}
