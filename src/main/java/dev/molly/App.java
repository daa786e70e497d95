package dev.molly;

import dev.molly.aws.LiveAws;
import dev.molly.cli.MollyCommand;
import dev.molly.cli.Mollys;
import dev.molly.cli.Sandbox;
import dev.molly.cli.Terminal;
import dev.molly.demo.Story;
import dev.molly.model.Limits;
import dev.molly.model.RegionId;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import dev.molly.sim.SimFile;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;

/// The composition root: builds everything by hand.
public final class App implements Mollys {
  private App() {}

  /// The command line of this process.
  static CommandLine ofProcess() {
    // Not System.out, which would hide that nobody reads any more.
    var out = new FileOutputStream(FileDescriptor.out);
    return commandLine(Terminal.ofProcess(out, System.err));
  }

  /// The whole command line, talking to a terminal.
  public static CommandLine commandLine(Terminal terminal) {
    return MollyCommand.commandLine(terminal, new App(), new SandboxFile(), new Story());
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
    return SandboxFile.with(file, cloud -> work.apply(new Molly(new SimAws(cloud), cloud.clock())));
  }
}
