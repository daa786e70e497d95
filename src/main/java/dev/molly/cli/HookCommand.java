package dev.molly.cli;

import dev.molly.SupportedKinds;
import dev.molly.hook.Agent;
import dev.molly.hook.AgentSettings;
import dev.molly.model.ExitCode;
import dev.molly.model.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The `molly hook` command.
@Command(
    name = "hook",
    description =
        "Check a shell command before a coding agent runs it: what would destroy is staged, asked"
            + " about or refused. Reads the agent's call from stdin.",
    footer = {
      "",
      "As in: molly hook install --agent claude-code",
      "",
      "Exit codes of a check: 0 with the answer on stdout, 2 blocked, with the reason on stderr.",
      "See: molly explain hook"
    })
final class HookCommand implements Callable<Integer> {
  private final SupportedKinds kinds;
  private final Terminal terminal;

  @Mixin AgentOption agent = new AgentOption();

  HookCommand(SupportedKinds kinds, Terminal terminal) {
    this.kinds = kinds;
    this.terminal = terminal;
  }

  /// The option that names the agent.
  static final class AgentOption {
    @Option(
        names = "--agent",
        paramLabel = "AGENT",
        completionCandidates = CompletionCandidates.Agents.class,
        description = "${COMPLETION-CANDIDATES}.")
    String name = "";

    Agent required() {
      return Agent.of(name)
          .orElseThrow(
              () ->
                  new UserError(
                      (name.isEmpty()
                              ? "say which agent is meant"
                              : "there is no agent '" + name + "' here")
                          + ": --agent claude-code, gemini, copilot, cursor or generic."));
    }
  }

  /// The option that chooses between a person's settings and a project's.
  static final class Where {
    @Option(
        names = "--project",
        fallbackValue = "true",
        description = "The settings in the current folder, in place of those in your home.")
    boolean project;

    Path folder(Terminal terminal) {
      String home = terminal.environment().getOrDefault("HOME", System.getProperty("user.home"));
      return Path.of(project ? "" : home);
    }
  }

  @Override
  public Integer call() {
    return new HookProcess(kinds, agent.required()).run(System.in, terminal.out(), terminal.err());
  }

  @Command(name = "install", description = "Write the hook into the agent's settings.")
  int install(@Mixin AgentOption named, @Mixin Where where) {
    AgentSettings settings = settings(named, where);
    Path program =
        ShimCommand.program()
            .orElseThrow(
                () ->
                    new UserError(
                        "the hook runs bin/molly, and this was started without it.\n"
                            + "Type: bin/molly hook install --agent "
                            + named.name));
    Optional<Path> copy = settings.install(program);
    terminal.say("The hook is in " + settings.file() + ".");
    copy.ifPresent(file -> terminal.say("As it was before: " + file));
    terminal.say("A session of the agent that is running has to be started again.");
    return 0;
  }

  @Command(name = "remove", description = "Take the hook out of the agent's settings.")
  int remove(@Mixin AgentOption named, @Mixin Where where) {
    AgentSettings settings = settings(named, where);
    terminal.say(
        settings.remove()
            ? "The hook is no longer in " + settings.file() + "."
            : "There is no hook of molly's in " + settings.file() + ".");
    return 0;
  }

  @Command(
      name = "status",
      description = "Say whether the hook is in the agent's settings. Exit code 1 when it is not.")
  int status(@Mixin AgentOption named, @Mixin Where where) {
    AgentSettings settings = settings(named, where);
    Optional<String> command = settings.installed();
    if (command.isEmpty()) {
      terminal.say("There is no hook of molly's in " + settings.file() + ".");
      terminal.say("Next: " + terminal.invocation().same("molly hook install"));
      return ExitCode.FINDINGS.code();
    }
    Path program = settings.program(command.get());
    if (!Files.isExecutable(program)) {
      terminal.say(
          "%s runs %s, which is not there: every command is blocked."
              .formatted(settings.file(), program));
      return ExitCode.FINDINGS.code();
    }
    terminal.say("The hook is in " + settings.file() + ": " + command.get());
    return 0;
  }

  private AgentSettings settings(AgentOption named, Where where) {
    return AgentSettings.of(named.required(), where.folder(terminal), where.project);
  }
}
