package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.mcp.ToolServer;
import dev.molly.model.ExitCode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The `molly mcp` command.
@Command(
    name = "mcp",
    description =
        "Serve molly's safe commands to a language model, by the Model Context Protocol on stdin"
            + " and stdout. No tool carries out a plan.",
    footer = {"", "How to register it: molly explain mcp"})
final class McpCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection = new ConnectionOptions();

  private final CommandInvoker commands;
  private final Terminal terminal;

  McpCommand(CommandInvoker commands, Terminal terminal) {
    this.commands = commands;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    terminal.note("serving MCP on stdin and stdout, until stdin ends. See: molly explain mcp");
    var runner = new ToolCommands(commands, connection, terminal.environment());
    new ToolServer(runner, Molly.version()).serve(System.in, terminal.out());
    return ExitCode.CLEAN.code();
  }
}
