package dev.molly.cli;

import dev.molly.SupportedKinds;
import dev.molly.hook.Agent;
import dev.molly.hook.AgentHook;
import dev.molly.hook.CommandChecker;
import dev.molly.hook.HookAnswer;
import dev.molly.intercept.CliEnvironment;
import dev.molly.text.ShellQuoting;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// A check of one shell command: the agent's call comes from a stream, and the answer goes to
/// another. It needs nothing of the command line's model, which takes longer to build than the
/// check takes.
public final class HookProcess {
  /// The longest script that is read, in bytes. What is in a longer one is not known.
  private static final long LONGEST_SCRIPT = 262_144;

  private final SupportedKinds kinds;
  private final Agent agent;

  public HookProcess(SupportedKinds kinds, Agent agent) {
    this.kinds = kinds;
    this.agent = agent;
  }

  /// Answers one call.
  ///
  /// @return the exit code: 0 with an answer, or 2 if the command is blocked
  public int run(InputStream in, OutputStream out, PrintStream err) {
    HookAnswer answer;
    try {
      String call = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      answer = new AgentHook(agent, this::checker).answer(call);
      if (!answer.stdout().isEmpty()) {
        out.write((answer.stdout() + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException e) {
      answer = HookAnswer.blocked("the agent cannot be read from, or written to.");
    }
    if (!answer.stderr().isEmpty()) {
      err.println(answer.stderr());
    }
    return answer.exitCode();
  }

  private CommandChecker checker(Path folder) {
    CliEnvironment around = CliEnvironment.ofProcess();
    return new CommandChecker(
        arguments -> kinds.intercept(arguments, around),
        around.cliAliases().texts()::containsKey,
        name -> script(folder, name),
        ShellQuoting.quote(ShimCommand.program().map(Path::toString).orElse("molly")));
  }

  private static Optional<String> script(Path folder, String name) {
    try {
      Path file = folder.resolve(name);
      if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_SCRIPT) {
        return Optional.empty();
      }
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
    } catch (IOException | InvalidPathException unreadable) {
      return Optional.empty();
    }
  }
}
