package dev.molly.cli;

import dev.molly.model.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command that is being carried out, as somebody would type it again.
@Command
final class Again {
  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec command;

  /// All of it but the options that carry a plan out, quoted for a shell.
  String words() {
    if (command == null) {
      throw new IllegalStateException("nobody typed this");
    }
    var words = new ArrayList<String>(List.of("molly"));
    List<String> typed = command.commandLine().getParseResult().originalArgs();
    if (!typed.contains(command.name())) {
      words.add(command.name());
    }
    for (int i = 0; i < typed.size(); i++) {
      switch (typed.get(i)) {
        case "--apply", "--dry-run" -> {}
        case "--confirm" -> i++;
        case String word when word.startsWith("--confirm=") -> {}
        case String word -> words.add(word);
      }
    }
    return words.stream().map(Shell::quote).collect(Collectors.joining(" "));
  }
}
