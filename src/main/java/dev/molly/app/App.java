package dev.molly.app;

import dev.molly.Molly;
import dev.molly.MollyBuilder;
import dev.molly.SupportedKinds;
import dev.molly.cli.AwsConnection;
import dev.molly.cli.MollyCommandLine;
import dev.molly.cli.MollyFactory;
import dev.molly.cli.Terminal;
import dev.molly.config.Config;
import dev.molly.intercept.DeleteReplacement;
import dev.molly.sandbox.DemoWithoutMolly;
import dev.molly.sandbox.SandboxFile;
import dev.molly.sim.SimAws;
import dev.molly.text.ShellQuoting;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// The composition root: constructs all objects without a framework.
public final class App implements MollyFactory {
  /// The environment for output that must look the same everywhere: without colours, and without
  /// the reader's config.
  private static final Map<String, String> ALONE =
      Map.of("NO_COLOR", "1", "MOLLY_NO_CONFIG", "true");

  private final SupportedKinds kinds = SupportedKinds.aws();
  private final Clock clock;
  private final SandboxFile sandbox;
  private final BooleanSupplier interrupted;
  private final Map<String, String> environment;

  private App(Clock clock, BooleanSupplier interrupted, Map<String, String> environment) {
    this.clock = clock;
    this.sandbox = new SandboxFile(clock);
    this.interrupted = interrupted;
    this.environment = Map.copyOf(environment);
  }

  /// Creates the command line of this process.
  ///
  /// @param interrupted whether the process is to end
  static MollyCommandLine ofProcess(BooleanSupplier interrupted) {
    // In some languages, Java writes 2 as another character, which no option and no file takes.
    Locale.setDefault(Locale.ROOT);
    // System.out would hide that the reader has closed it.
    var out = new FileOutputStream(FileDescriptor.out);
    return commandLine(Terminal.ofProcess(out, System.err), interrupted);
  }

  /// Creates the whole command line for a terminal.
  public static MollyCommandLine commandLine(Terminal terminal, BooleanSupplier interrupted) {
    return commandLine(terminal, interrupted, Clock.systemUTC());
  }

  /// Creates the whole command line for a terminal.
  ///
  /// @param clock the clock of this machine
  public static MollyCommandLine commandLine(
      Terminal terminal, BooleanSupplier interrupted, Clock clock) {
    var app = new App(clock, interrupted, terminal.environment());
    return new MollyCommandLine(
        terminal,
        app,
        app.sandbox,
        new DemoWithoutMolly(app::type),
        App::stager,
        (other, words) -> commandLine(other, interrupted, clock).execute(words),
        app.clock);
  }

  /// Returns the output of a command that runs without a user to ask. Its `--state` option is
  /// left out, as it is where the command is shown.
  private String type(Path state, List<String> words) {
    var out = new ByteArrayOutputStream();
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var terminal = new Terminal(out, nowhere, false, false, 0, ALONE);
    var all = new ArrayList<>(words);
    all.addAll(List.of("--state", state.toString()));
    commandLine(terminal, interrupted, clock).execute(all.toArray(String[]::new));
    return out.toString(StandardCharsets.UTF_8)
        .replace(" --state " + ShellQuoting.quote(state.toString()), "");
  }

  /// Performs `molly retire` with the arguments that were meant for `aws`.
  private static DeleteReplacement stager(MollyCommandLine commands) {
    return request -> {
      request.endpointProperties().forEach(System::setProperty);
      var arguments = new ArrayList<>(request.retireArguments());
      arguments.addAll(List.of("--why", "retired in place of being deleted by the AWS CLI"));
      return commands.retireInPlaceOfAws(arguments);
    };
  }

  @Override
  public SupportedKinds kinds() {
    return kinds;
  }

  @Override
  public <T> T onAws(AwsConnection connection, Config config, Path state, Function<Molly, T> work) {
    MollyBuilder builder = builder(state, config).home(connection.home());
    connection.profile().ifPresent(builder::profile);
    try (Molly molly = builder.build()) {
      return work.apply(molly);
    }
  }

  @Override
  public <T> T inSandbox(Path account, Path state, Config config, Function<Molly, T> work) {
    return sandbox.with(
        account,
        cloud -> {
          // Time in the sandbox passes only when it is advanced, and only in that sandbox.
          MollyBuilder builder =
              builder(state, config)
                  .aws(new SimAws(cloud))
                  .clock(cloud.clock())
                  .sleeper(cloud.clock()::advance);
          try (Molly molly = builder.build()) {
            return work.apply(molly);
          }
        });
  }

  private MollyBuilder builder(Path state, Config config) {
    return Molly.builder()
        .kinds(kinds)
        .stateFolder(state)
        .config(config)
        .clock(clock)
        .environment(environment)
        .interrupted(interrupted);
  }
}
