package dev.molly.sandbox;

import java.nio.file.Path;
import java.util.List;

/// Types a molly command, as a user would at a terminal.
public interface DemoShell {
  /// Returns the output of a command without a terminal.
  ///
  /// @param state the state folder of the command
  String type(Path state, List<String> words);
}
