package dev.molly;

import dev.molly.aws.LiveAws;
import dev.molly.cli.MollyCommand;
import dev.molly.cli.Mollys;
import dev.molly.cli.Terminal;
import dev.molly.config.PolicyLoader;
import dev.molly.model.Limits;
import dev.molly.model.RegionId;
import dev.molly.policy.PolicySet;
import dev.molly.sandbox.SandboxFile;
import dev.molly.sandbox.Story;
import dev.molly.sim.SimAws;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;

/// The composition root: builds everything by hand.
public final class App implements Mollys {
  private final SandboxFile sandbox = new SandboxFile(Clock.systemUTC());

  private App() {}

  /// The command line of this process.
  static CommandLine ofProcess() {
    // Not System.out, which would hide that nobody reads any more.
    var out = new FileOutputStream(FileDescriptor.out);
    return commandLine(Terminal.ofProcess(out, System.err));
  }

  /// The whole command line, talking to a terminal.
  public static CommandLine commandLine(Terminal terminal) {
    var baseline = new PolicySet(List.of(new PolicyLoader(Molly.catalogue()).shipped("baseline")));
    var app = new App();
    return MollyCommand.commandLine(terminal, app, app.sandbox, new Story(baseline));
  }

  @Override
  public <T> T onAws(
      Optional<String> profile, RegionId home, Limits limits, Function<Molly, T> work) {
    try (var aws = new LiveAws(profile, home, limits)) {
      return work.apply(new Molly(aws, Clock.systemUTC()));
    }
  }

  @Override
  public <T> T inSandbox(Path file, Function<Molly, T> work) {
    return sandbox.with(file, cloud -> work.apply(new Molly(new SimAws(cloud), cloud.clock())));
  }
}
