package dev.molly.cli;

import dev.molly.IncompleteLookupException;
import dev.molly.aws.AwsException;
import dev.molly.journal.JournalException;
import dev.molly.model.ExitCode;
import dev.molly.model.UserError;
import dev.molly.report.format.PrintableText;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Reports errors to the user in the same way for every command: one message, and a stack trace
/// only with `-v`.
final class ErrorHandler {
  /// The system property from which `logback.xml` takes the log level.
  static final String LOG_LEVEL = "molly.log";

  private final Terminal terminal;
  private final Function<String, Optional<Set<String>>> options;

  /// @param options the options of each of molly's commands
  ErrorHandler(Terminal terminal, Function<String, Optional<Set<String>>> options) {
    this.terminal = terminal;
    this.options = options;
  }

  int executing(Exception e, CommandLine command, ParseResult parsed) {
    if ("DEBUG".equals(System.getProperty(LOG_LEVEL))) {
      e.printStackTrace(terminal.err());
    }
    return switch (e) {
      case UserError user ->
          tell(user.getMessage() + origin(user, command, parsed.originalArgs()), ExitCode.USAGE);
      case InvalidPathException path ->
          tell("this locale has no such file name: " + path.getMessage(), ExitCode.USAGE);
      case IncompleteLookupException unknown ->
          tell(String.valueOf(unknown.getMessage()), ExitCode.INCOMPLETE);
      case AwsException aws -> tell(aws.getMessage(), ExitCode.INCOMPLETE);
      case JournalException journal ->
          tell(
              journal.getMessage()
                  + "\nNothing more was written to AWS. To see what was: molly journal show",
              ExitCode.PARTLY_FAILED);
      case OutputException cut -> tell(String.valueOf(cut.getMessage()), ExitCode.PARTLY_FAILED);
      default ->
          tell(
              "this is a bug in molly: %s\nRun it again with -v and report what it says."
                  .formatted(e),
              ExitCode.BUG);
    };
  }

  int parsing(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    terminal
        .outputSettings()
        .typed(InvocationParser.of(InvocationParser.root(command), List.of(arguments), options));
    // Picocli says "option" twice of a value that is not KEY=VALUE.
    String message = String.valueOf(e.getMessage()).replace("option option ", "option ");
    tell(message + origin(e, command, List.of(arguments)), ExitCode.USAGE);
    UnmatchedArgumentException.printSuggestions(e, command.getErr());
    terminal.err().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE.code();
  }

  private String origin(Exception e, CommandLine command, List<String> typed) {
    return EnvironmentDefaults.origin(
        String.valueOf(e.getMessage()), command, typed, terminal.environment());
  }

  private int tell(String message, ExitCode code) {
    String whole = terminal.invocation().complete(message);
    String visible = whole.lines().map(PrintableText::of).collect(Collectors.joining("\n"));
    terminal.err().println("molly: " + visible);
    return code.code();
  }
}
