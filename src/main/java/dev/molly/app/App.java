package dev.molly.app;

import dev.molly.Molly;
import dev.molly.aws.SdkAwsAccounts;
import dev.molly.cli.MollyCommand;
import dev.molly.cli.MollyFactory;
import dev.molly.cli.Terminal;
import dev.molly.config.Config;
import dev.molly.config.PolicyLoader;
import dev.molly.engine.run.ExecutionSettings;
import dev.molly.engine.run.NoticeException;
import dev.molly.engine.run.Notifier;
import dev.molly.engine.run.RolloutPace;
import dev.molly.engine.support.Sleeper;
import dev.molly.guard.Freeze;
import dev.molly.intercept.DeleteReplacement;
import dev.molly.journal.FreezeFile;
import dev.molly.journal.JournalFolder;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.registry.AwsKinds;
import dev.molly.model.RegionId;
import dev.molly.notify.NotifierFactory;
import dev.molly.notify.TopicPublisher;
import dev.molly.plan.RunId;
import dev.molly.policy.PolicySet;
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
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;

/// The composition root: constructs all objects without a framework.
public final class App implements MollyFactory {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /// The environment for output that must look the same everywhere: without colours, and without
  /// the reader's config.
  private static final Map<String, String> ALONE =
      Map.of("NO_COLOR", "1", "MOLLY_NO_CONFIG", "true");

  private final KindRegistry kinds = new KindRegistry(AwsKinds.all());
  private final Clock clock = Clock.systemUTC();
  private final SandboxFile sandbox = new SandboxFile(clock);
  private final SecureRandom random = new SecureRandom();
  private final BooleanSupplier interrupted;
  private final Map<String, String> environment;

  private App(BooleanSupplier interrupted, Map<String, String> environment) {
    this.interrupted = interrupted;
    this.environment = Map.copyOf(environment);
  }

  /// Creates the command line of this process.
  ///
  /// @param interrupted whether the process is to end
  static CommandLine ofProcess(BooleanSupplier interrupted) {
    // System.out would hide that the reader has closed it.
    var out = new FileOutputStream(FileDescriptor.out);
    return commandLine(Terminal.ofProcess(out, System.err), interrupted);
  }

  /// Creates the whole command line for a terminal.
  public static CommandLine commandLine(Terminal terminal, BooleanSupplier interrupted) {
    var baseline = new PolicySet(List.of(new PolicyLoader(Molly.catalogue()).shipped("baseline")));
    var app = new App(interrupted, terminal.environment());
    return MollyCommand.commandLine(
        terminal,
        app,
        app.sandbox,
        new DemoWithoutMolly(baseline, app::type),
        App::stager,
        app.clock);
  }

  /// Returns the output of a command that runs without a user to ask. Its `--state` option is
  /// left out, as it is where the command is shown.
  private String type(Path state, List<String> words) {
    var out = new ByteArrayOutputStream();
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var terminal = new Terminal(out, nowhere, false, false, 0, Optional.empty(), ALONE);
    var all = new ArrayList<>(words);
    all.addAll(List.of("--state", state.toString()));
    commandLine(terminal, interrupted).execute(all.toArray(String[]::new));
    return out.toString(StandardCharsets.UTF_8)
        .replace(" --state " + ShellQuoting.quote(state.toString()), "");
  }

  /// Performs `molly retire` with the arguments that were meant for `aws`.
  private static DeleteReplacement stager(CommandLine commands) {
    return request -> {
      request.endpointProperties().forEach(System::setProperty);
      var arguments = new ArrayList<>(request.retireArguments());
      arguments.addAll(List.of("--why", "retired in place of being deleted by the AWS CLI"));
      return MollyCommand.inPlaceOfAws(commands).execute(arguments.toArray(String[]::new));
    };
  }

  @Override
  public <T> T onAws(
      Optional<String> profile, RegionId home, Config config, Path state, Function<Molly, T> work) {
    try (var aws = new SdkAwsAccounts(profile, home, config.limits(), config.recordKey())) {
      ExecutionSettings settings =
          workshop(state, config, clock, Sleeper.real(), notifier(config, aws::publish, false));
      return work.apply(new Molly(kinds, aws, clock, settings));
    }
  }

  @Override
  public <T> T inSandbox(Path account, Path state, Config config, Function<Molly, T> work) {
    return sandbox.with(
        account,
        cloud -> {
          // Time in the sandbox passes only when it is advanced, and only in that sandbox.
          Sleeper sleeper = length -> cloud.clock().advance(length);
          ExecutionSettings settings =
              workshop(state, config, cloud.clock(), sleeper, notifier(config, App::nowhere, true));
          return work.apply(new Molly(kinds, new SimAws(cloud), cloud.clock(), settings));
        });
  }

  private ExecutionSettings workshop(
      Path state, Config config, Clock time, Sleeper sleeper, Notifier notifier) {
    return new ExecutionSettings(
        JournalFolder.in(state),
        this::runId,
        config.blastLimit(),
        RolloutPace.of(config.waves()),
        sleeper,
        () -> freezes(state, config, time.instant()),
        config.confirmWithin(),
        config.window(),
        config.unattendedPurge(),
        interrupted,
        notifier);
  }

  private Notifier notifier(Config config, TopicPublisher topics, boolean sandboxed) {
    return NotifierFactory.of(config.channels(), environment, clock, topics, sandboxed);
  }

  private static String nowhere(String topicArn, String subject, String text) {
    throw new NoticeException("the sandbox publishes nothing to " + topicArn);
  }

  private static List<Freeze> freezes(Path state, Config config, Instant now) {
    return Stream.concat(
            new FreezeFile(state).read().stream(),
            config.freezes().stream().flatMap(window -> window.at(now).stream()))
        .toList();
  }

  private RunId runId(Instant now) {
    return new RunId(SECOND.format(now) + "-%06x".formatted(random.nextInt(1 << 24)));
  }
}
