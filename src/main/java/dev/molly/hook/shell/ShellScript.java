package dev.molly.hook.shell;

import java.util.List;
import java.util.Set;

/// The commands that a command line may run, in the order of their beginnings; those within
/// substitutions, conditions, loops and functions as well.
///
/// @param functions the names of the functions that it defines; their bodies are among the
///     commands
public record ShellScript(List<ShellCommand> commands, Set<String> functions) {
  public ShellScript {
    commands = List.copyOf(commands);
    functions = Set.copyOf(functions);
  }
}
