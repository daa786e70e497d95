package dev.molly.cli;

import dev.molly.config.Config;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// The location of molly's state.
final class StateOptions {
  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "Folder for molly's state. Default: $XDG_STATE_HOME/molly, or ~/.local/state/molly.")
  Path state = XdgFolder.STATE.ofProcess();

  @Option(
      names = "--sandbox",
      fallbackValue = "true",
      description = "Use the simulated account of 'molly sandbox', not AWS.")
  boolean sandbox;

  /// Returns the options as words, for a command with the same state, in whatever folder it is
  /// typed.
  List<String> words() {
    return Stream.of(
            sandbox ? "--sandbox" : "",
            state.equals(XdgFolder.STATE.ofProcess()) ? "" : "--state=" + state.toAbsolutePath())
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /// Returns the folder of journals and freezes; the sandbox has its own.
  Path folder() {
    return sandbox ? state.resolve("sandbox") : state;
  }

  /// Returns the current time. The sandbox has its own clock.
  Instant now(MollyFactory mollys, Clock clock) {
    return sandbox
        ? mollys.inSandbox(
            account(), folder(), Config.empty(), molly -> molly.changes(List.of()).now())
        : clock.instant();
  }

  /// Returns the file of the simulated account.
  Path account() {
    return state.resolve("sandbox.json");
  }
}
