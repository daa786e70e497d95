package dev.molly.cli;

import dev.molly.guard.Freeze;
import dev.molly.journal.FreezeFile;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `molly freeze`
@Command(
    name = "freeze",
    description = "Stop all changes while something is going on. Getting back is never frozen.")
final class FreezeCommand {
  private final Terminal terminal;
  private final Clock clock;

  FreezeCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Command(name = "on", description = "Begin a freeze.")
  int on(
      @Mixin StateOptions state,
      @Option(names = "--why", required = true, paramLabel = "TEXT", description = "What goes on.")
          String why,
      @Option(
              names = "--until",
              paramLabel = "INSTANT",
              description = "When it ends by itself, as in 2026-11-24T08:00:00Z.")
          @Nullable Instant until) {
    var freeze = new Freeze(why, clock.instant(), Optional.ofNullable(until));
    new FreezeFile(state.folder()).set(freeze);
    terminal.say("Frozen: " + why + "\nTo end it: molly freeze off");
    return 0;
  }

  @Command(name = "off", description = "End the freeze.")
  int off(@Mixin StateOptions state) {
    new FreezeFile(state.folder()).clear();
    terminal.say("Not frozen.");
    return 0;
  }

  @Command(name = "status", description = "Say whether a freeze is on.")
  int status(@Mixin StateOptions state) {
    terminal.say(
        new FreezeFile(state.folder())
            .read()
            .filter(freeze -> freeze.covers(clock.instant()))
            .map(freeze -> "Frozen since " + freeze.from() + ": " + freeze.why())
            .orElse("Not frozen by 'molly freeze on'. Freeze windows are in molly.yaml."));
    return 0;
  }
}
