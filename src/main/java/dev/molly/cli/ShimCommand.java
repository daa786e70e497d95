package dev.molly.cli;

import dev.molly.intercept.ShimScript;
import dev.molly.model.ExitCode;
import dev.molly.model.UserError;
import dev.molly.text.ShellQuoting;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The `molly shim` command.
@Command(
    name = "shim",
    description = "Install or remove a shim that puts 'molly aws' in place of 'aws' on the PATH.")
final class ShimCommand {
  /// The system property in which `bin/molly` passes its own path.
  private static final String PROGRAM = "molly.program";

  private final Terminal terminal;

  ShimCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /// Returns the path of `bin/molly`; empty if molly was started without it.
  static Optional<Path> program() {
    return Optional.of(System.getProperty(PROGRAM, ""))
        .filter(path -> !path.isEmpty())
        .map(Path::of);
  }

  /// The option for the shim's folder.
  static final class Folder {
    @Option(
        names = "--dir",
        paramLabel = "DIR",
        description =
            "Folder of the shim, with nothing else in it."
                + " Default: $XDG_DATA_HOME/molly/shim, or ~/.local/share/molly/shim.")
    Path path = XdgFolder.DATA.ofProcess().resolve("shim");
  }

  @Command(name = "install", description = "Write the shim, and say how to put it in front.")
  int install(@Mixin Folder folder) {
    Path program =
        program()
            .orElseThrow(
                () ->
                    new UserError(
                        "the shim runs bin/molly, and this was started without it.\n"
                            + "Type: bin/molly shim install"));
    var shim = new ShimScript(folder.path);
    shim.install(program);
    terminal.say(
        shim.inFront(terminal.environment())
            ? shim.file() + " is in front: 'aws' is 'molly aws' now."
            : shim.file()
                + " is written. To put it in front of aws, add this to ~/.profile:\n"
                + line(shim));
    return 0;
  }

  @Command(name = "remove", description = "Take the shim away.")
  int remove(@Mixin Folder folder) {
    var shim = new ShimScript(folder.path);
    terminal.say(
        shim.remove()
            ? shim.file() + " is removed. A shell that has used it looks again after: hash -r"
            : "There is no shim in " + shim.file().getParent() + ".");
    return 0;
  }

  @Command(
      name = "status",
      description = "Say what 'aws' is. Exit code 1 when it is not 'molly aws'.")
  int status(@Mixin Folder folder) {
    var shim = new ShimScript(folder.path);
    if (shim.inFront(terminal.environment())) {
      terminal.say("'aws' is 'molly aws': " + shim.file());
      return 0;
    }
    String now =
        ShimScript.first(terminal.environment())
            .map(aws -> "'aws' is " + aws + ", without molly.")
            .orElse("There is no aws on the PATH.");
    terminal.say(now + "\n" + (shim.installed() ? line(shim) : "Next: " + install()));
    return ExitCode.FINDINGS.code();
  }

  private String install() {
    return terminal.invocation().same("molly shim install");
  }

  private static String line(ShimScript shim) {
    return "export PATH=" + ShellQuoting.quote(shim.file().getParent() + ":") + "\"$PATH\"";
  }
}
