package dev.molly.cli;

import dev.molly.guard.Freeze;
import dev.molly.journal.FreezeFile;
import dev.molly.model.UserError;
import dev.molly.report.format.PrintableText;
import dev.molly.text.DurationText;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The `molly freeze` command.
@Command(
    name = "freeze",
    description = "Block all changes for some time. Restores and reverts stay possible.")
final class FreezeCommand {
  private final MollyFactory mollys;
  private final Terminal terminal;
  private final Clock clock;

  FreezeCommand(MollyFactory mollys, Terminal terminal, Clock clock) {
    this.mollys = mollys;
    this.terminal = terminal;
    this.clock = clock;
  }

  @Command(name = "on", description = "Begin a freeze.")
  int on(@Mixin StateOptions state, @Mixin FreezeOptions options) {
    Instant now = state.now(mollys, clock);
    var freeze =
        new Freeze(
            options.why,
            now,
            Optional.ofNullable(options.until).map(word -> end(word, now)),
            Freeze.OFF);
    new FreezeFile(state.folder()).set(freeze);
    terminal.say(
        "Frozen%s: %s%s"
            .formatted(
                until(freeze),
                PrintableText.of(options.why),
                terminal.invocation().complete("\nTo end it: molly freeze off")));
    return 0;
  }

  /// Returns the end of a freeze. A freeze that has already ended is refused: it would be
  /// reported as active and have no effect.
  private static Instant end(String word, Instant now) {
    Instant end;
    try {
      end =
          (word.contains("T") ? Instant.parse(word) : now.plus(DurationText.parse(word)))
              .truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new UserError(
          "--until '%s': it is neither a length of time such as 30m, 2h or 3d nor a time such as 2026-11-24T08:00:00Z."
              .formatted(word),
          e);
    }
    if (!end.isAfter(now)) {
      throw new UserError(
          "--until '%s': that is over; it is %s now. No freeze was put on.\nSay how long from now: --until 2h"
              .formatted(word, now.truncatedTo(ChronoUnit.SECONDS)));
    }
    return end;
  }

  private static String until(Freeze freeze) {
    return freeze.until().map(end -> " until " + end).orElse("");
  }

  /// One that cannot be read has no beginning.
  private static String since(Freeze freeze) {
    Instant from = freeze.from().truncatedTo(ChronoUnit.SECONDS);
    return from.equals(Instant.EPOCH) ? "" : " since " + from;
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
            .filter(freeze -> freeze.declared().covers(state.now(mollys, clock)))
            .map(
                freeze ->
                    "Frozen%s%s: %s"
                        .formatted(since(freeze), until(freeze), PrintableText.of(freeze.why())))
            .orElse("Not frozen by 'molly freeze on'. Freeze windows are in molly.yaml."));
    return 0;
  }
}
