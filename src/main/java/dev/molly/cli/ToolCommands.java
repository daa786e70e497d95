package dev.molly.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.molly.journal.PrivateFolder;
import dev.molly.mcp.SafeTool.Effect;
import dev.molly.mcp.ToolCall;
import dev.molly.mcp.ToolRunner;
import dev.molly.model.AccountId;
import dev.molly.model.ExitCode;
import dev.molly.model.UserError;
import dev.molly.plan.Plan;
import dev.molly.report.change.PlanJson;
import dev.molly.report.format.PrintableText;
import dev.molly.report.format.ReportPhrases;
import dev.molly.text.FailureReason;
import dev.molly.text.ShellQuoting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Carries out tools: each is one of the other commands, without a terminal, so that no call can
/// confirm a plan, and without the phrase that would.
final class ToolCommands implements ToolRunner {
  /// The longest answer, in characters. A model reads no more, and its client cuts it off.
  private static final int LONGEST = 100_000;

  /// The variables that say where a tool looks. Others could make a scan write: a report, a notice.
  private static final Set<String> PLACES =
      Set.of("MOLLY_REGION", "MOLLY_ACCOUNT", "MOLLY_ENVIRONMENT", "MOLLY_POLICY");

  private final CommandInvoker commands;
  private final ConnectionOptions connection;
  private final Map<String, String> environment;

  /// A run that writes holds a lock on a file, which ends when this process closes the same file
  /// elsewhere: nothing else may run then.
  private final ReentrantReadWriteLock running = new ReentrantReadWriteLock(true);

  /// @param connection the account, config and state of all calls
  /// @param environment the environment variables of the process
  ToolCommands(
      CommandInvoker commands, ConnectionOptions connection, Map<String, String> environment) {
    this.commands = commands;
    this.connection = connection;
    this.environment = new TreeMap<>(environment);
    this.environment.keySet().removeIf(name -> name.startsWith("MOLLY_") && !PLACES.contains(name));
  }

  @Override
  public Answer run(ToolCall call) {
    Lock lock = writes(call.tool().effect()) ? running.writeLock() : running.readLock();
    lock.lock();
    try {
      return call.tool().effect() == Effect.PLANS ? plan(call) : execute(call, List.of()).answer();
    } catch (UserError e) {
      return new Answer(String.valueOf(e.getMessage()), true);
    } finally {
      lock.unlock();
    }
  }

  private static boolean writes(Effect effect) {
    return switch (effect) {
      case TELLS, READS, PLANS -> false;
      case UNDOES, POSTPONES -> true;
    };
  }

  /// What a command printed.
  ///
  /// @param failed whether something is wrong or missing
  /// @param terminal the terminal that it ran on
  private record Output(String text, boolean failed, Terminal terminal) {
    private Answer answer() {
      return new Answer(text, failed);
    }
  }

  private Output execute(ToolCall call, List<String> more) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var inner = new Terminal(out, new PrintStream(err, true, UTF_8), false, false, 0, environment);
    inner.outputSettings().quiet(true);
    inner.outputSettings().forModel();
    List<String> options =
        call.tool().effect() == Effect.TELLS
            ? List.of()
            : Stream.concat(connectionOptions().stream(), more.stream()).toList();
    int exitCode = commands.run(inner, call.words(options).toArray(String[]::new));
    boolean done = exitCode == ExitCode.CLEAN.code() || exitCode == ExitCode.FINDINGS.code();
    // What a command that writes has done must be said, however long it is.
    if (out.size() > LONGEST && !writes(call.tool().effect())) {
      String instead =
          "The answer has %d characters, and is too long to read. Ask for less: by regions, kinds or severity, or as text.\n"
              .formatted(out.size());
      return new Output(instead + visible(err.toString(UTF_8)), true, inner);
    }
    return new Output(visible(out.toString(UTF_8) + err.toString(UTF_8)), !done, inner);
  }

  /// Returns a text without the characters that only a model would see.
  private static String visible(String text) {
    return text.lines().map(PrintableText::of).collect(Collectors.joining("\n"));
  }

  /// Makes a plan, and saves it in a new file.
  private Answer plan(ToolCall call) {
    Path file = newFile(call.tool().command());
    Output output = execute(call, List.of("--out=" + file));
    if (!Files.exists(file)) {
      return output.answer();
    }
    Plan plan = PlanJson.read(file);
    if (plan.steps().isEmpty() || output.failed()) {
      delete(file);
      return output.answer();
    }
    String apply =
        output.terminal().invocation().same("molly apply " + ShellQuoting.quote(file + ""));
    return new Answer(
        """
        %s
        The plan is saved in %s: %s, %s in %s. Its digest is %s.
        Nothing was changed. A person carries it out at a terminal, after a question, with:
          %s\
        """
            .formatted(
                output.text().stripTrailing(),
                file,
                plan.operation().word(),
                ReportPhrases.count(plan.resources(), "resource"),
                plan.accounts().stream().map(AccountId::value).collect(Collectors.joining(", ")),
                plan.digest().hex(),
                apply),
        false);
  }

  private Path newFile(String command) {
    Path state = connection.state.folder().toAbsolutePath();
    var folder = new PrivateFolder(state.resolve("plans"), state);
    try {
      folder.make();
    } catch (IOException e) {
      throw new UserError(
          "the plan cannot be saved in %s: %s".formatted(folder.path(), FailureReason.of(e)), e);
    }
    return folder.file(command + "-" + UUID.randomUUID() + ".json");
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UserError("%s cannot be deleted: %s".formatted(file, e.getMessage()), e);
    }
  }

  /// Returns the options of this command, typed: so they are in the commands that a tool prints.
  private List<String> connectionOptions() {
    var options = new ArrayList<String>();
    if (connection.profile != null) {
      options.add("--profile=" + connection.profile);
    }
    options.addAll(connection.config.words(environment));
    options.addAll(connection.state.words());
    return options;
  }
}
