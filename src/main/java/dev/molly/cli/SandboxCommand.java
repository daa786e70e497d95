package dev.molly.cli;

import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// The `molly sandbox` command.
@Command(
    name = "sandbox",
    description =
        "A simulated AWS account in a file, to try every command without risk: --sandbox.")
final class SandboxCommand {
  private final Sandbox sandbox;
  private final Terminal terminal;

  SandboxCommand(Sandbox sandbox, Terminal terminal) {
    this.sandbox = sandbox;
    this.terminal = terminal;
  }

  @Command(
      name = "seed",
      description = "Fill it with a believable fleet, in place of what is there.")
  int seed(@Mixin StateOptions state) {
    tell(sandbox.seed(state.account()), "\nNext: molly scan --sandbox");
    return 0;
  }

  @Command(name = "reset", description = "Empty it.")
  int reset(@Mixin StateOptions state) {
    tell(sandbox.reset(state.account()), "\nNext: molly sandbox seed");
    return 0;
  }

  @Command(name = "advance", description = "Let time pass in it: 30m, 36h, 14d, 2w.")
  int advance(@Parameters(paramLabel = "DURATION") Duration by, @Mixin StateOptions state) {
    tell(sandbox.advance(state.account(), by), "\nNext: molly scan --sandbox");
    return 0;
  }

  @Command(name = "status", description = "Say what is in it.")
  int status(@Mixin StateOptions state) {
    tell(sandbox.status(state.account()), "\nNext: molly scan --sandbox");
    return 0;
  }

  private void tell(String what, String next) {
    terminal.say(what + terminal.invocation().complete(next));
  }
}
