package dev.molly.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The `molly` command: the root of the command line.
@Command(
    name = "molly",
    description = "A molly guard for AWS: finds resources that can be deleted by accident.",
    versionProvider = VersionCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "To see what it does: molly demo"})
final class MollyCommand implements Runnable {
  private final Terminal terminal;
  @Spec private CommandLine.Model.CommandSpec spec;

  MollyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print molly's version and Java's.")
  boolean version;

  /// Read before the first logger is created: `logback.xml` takes its level from this option.
  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      fallbackValue = "true",
      description = "Say more: what the SDK does, and stack traces.")
  void verbose(boolean on) {
    System.setProperty(ErrorHandler.LOG_LEVEL, on ? "DEBUG" : "OFF");
  }

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      fallbackValue = "true",
      description = "Say only the result, and what is wrong: no progress.")
  void quiet(boolean on) {
    terminal.outputSettings().quiet(on);
  }

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      fallbackValue = "true",
      description = "No colors; as when NO_COLOR is set.")
  void noColor(boolean on) {
    terminal.outputSettings().plain(on);
    spec.commandLine().setColorScheme(colors(terminal));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  static ColorScheme colors(Terminal terminal) {
    return CommandLine.Help.defaultColorScheme(
        terminal.outColors() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF);
  }
}
