package dev.molly.app;

import dev.molly.SupportedKinds;
import dev.molly.cli.HookProcess;
import dev.molly.hook.Agent;
import java.util.Optional;

/// The entry point of `molly hook --agent AGENT`, which runs before every shell command of an
/// agent: it does without the model of all commands. Any other arguments are for [Main].
public final class HookMain {
  private HookMain() {}

  public static void main(String[] arguments) {
    Optional<Agent> agent =
        arguments.length == 3 && arguments[1].equals("--agent")
            ? Agent.of(arguments[2])
            : Optional.empty();
    if (agent.isEmpty()) {
      Main.main(arguments);
      return;
    }
    System.exit(
        new HookProcess(SupportedKinds.aws(), agent.get()).run(System.in, System.out, System.err));
  }
}
