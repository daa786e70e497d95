package dev.molly.cli;

import dev.molly.guard.BlastLimit;
import dev.molly.history.ScanTotals.Grouping;
import dev.molly.intercept.DeleteReplacement;
import dev.molly.model.S3Address;
import dev.molly.model.Severity;
import dev.molly.model.ShardNumber;
import dev.molly.plan.RunId;
import dev.molly.report.gate.GateFormat;
import dev.molly.report.scan.GroupBy;
import dev.molly.report.scan.ReportFormat;
import dev.molly.text.DurationText;
import dev.molly.text.SpellingSuggestion;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The `molly` command: the root of the command line.
@Command(
    name = "molly",
    description = "A molly guard for AWS: finds resources that can be deleted by accident.",
    versionProvider = VersionCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "To see what it does: molly demo"})
public final class MollyCommand implements Runnable {
  private static final Pattern SHARD = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");

  private final Terminal terminal;
  @Spec private CommandLine.Model.CommandSpec spec;

  private MollyCommand(Terminal terminal) {
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

  /// Builds the command line.
  ///
  /// @param deleteReplacement the action of `molly aws` in place of a deletion, given the
  ///     command line that it may use
  /// @param commands creates the command line for a command that carries out others
  public static CommandLine commandLine(
      Terminal terminal,
      MollyFactory mollys,
      Sandbox sandbox,
      DemoStory demo,
      Function<CommandLine, DeleteReplacement> deleteReplacement,
      CommandLineFactory commands,
      Clock clock) {
    var root =
        new CommandLine(new MollyCommand(terminal), CompletionCandidates.factory(mollys.kinds()));
    root.addSubcommand(new DemoCommand(demo, terminal))
        .addSubcommand(new ScanCommand(mollys, terminal))
        .addSubcommand(new TrendCommand(mollys, terminal))
        .addSubcommand(new ReportCommand(mollys, terminal))
        .addSubcommand(new GateCommand(mollys, terminal, clock))
        .addSubcommand(new ProtectCommand(mollys, terminal))
        .addSubcommand(new RetireCommand(mollys, terminal))
        .addSubcommand(new StatusCommand(mollys, terminal))
        .addSubcommand(new RestoreCommand(mollys, terminal))
        .addSubcommand(new ExtendCommand(mollys, terminal))
        .addSubcommand(new SweepCommand(mollys, terminal))
        .addSubcommand(new PurgeCommand(mollys, terminal))
        .addSubcommand(new LeaseCommand(mollys, terminal))
        .addSubcommand(new ApplyCommand(mollys, terminal))
        .addSubcommand(new UndoCommand(mollys, terminal))
        .addSubcommand(new AwsCommand(mollys.kinds(), deleteReplacement.apply(root), terminal))
        .addSubcommand(new ShimCommand(terminal))
        .addSubcommand(new McpCommand(commands, terminal))
        .addSubcommand(new HookCommand(mollys.kinds(), terminal))
        .addSubcommand(new JournalCommand(terminal, clock))
        .addSubcommand(new FreezeCommand(mollys, terminal, clock))
        .addSubcommand(new IamCommand(mollys.kinds(), terminal))
        .addSubcommand(new GuardrailsCommand(terminal))
        .addSubcommand(new ExplainCommand(mollys.kinds(), terminal))
        .addSubcommand(new PolicyCommand(mollys.kinds(), terminal))
        .addSubcommand(new SchemaCommand(mollys.kinds(), terminal))
        .addSubcommand(new SandboxCommand(sandbox, terminal))
        .addSubcommand(new CompletionCommand(terminal))
        .addSubcommand(new VersionCommand(terminal))
        .addSubcommand(new HelpCommand(terminal));
    // Arguments of 'molly aws' that begin with '@' belong to the AWS CLI.
    root.setExpandAtFiles(false);
    root.registerConverter(
        ReportFormat.class, word -> among(ReportFormat.values(), ReportFormat::word, word));
    root.registerConverter(
        GateFormat.class, word -> among(GateFormat.values(), GateFormat::word, word));
    root.registerConverter(Severity.class, word -> among(Severity.values(), Severity::word, word));
    root.registerConverter(Grouping.class, word -> among(Grouping.values(), Grouping::word, word));
    root.registerConverter(GroupBy.class, word -> among(GroupBy.values(), GroupBy::word, word));
    root.registerConverter(FailOnWords.class, FailOnWords::of);
    root.registerConverter(Duration.class, word -> parsed(DurationText::parse, word));
    root.registerConverter(BlastLimit.class, MollyCommand::limit);
    root.registerConverter(RunId.class, MollyCommand::run);
    root.registerConverter(ShardNumber.class, MollyCommand::shard);
    root.registerConverter(S3Address.class, word -> parsed(S3Address::parse, word));
    root.registerConverter(ReportTarget.class, word -> parsed(ReportTarget::parse, word));
    root.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    root.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    root.setColorScheme(colors(terminal));
    root.setExecutionStrategy(parsed -> run(parsed, terminal));
    EnvironmentDefaults.putUnder(root, terminal.environment());
    var failures = new ErrorHandler(terminal);
    root.setExecutionExceptionHandler(failures::executing);
    root.setParameterExceptionHandler(failures::parsing);
    return root;
  }

  /// Runs the last command, unless a word before `--help` is not a command: picocli would show
  /// the help of the command before that word and return success. Records the typed command line
  /// first, so that printed commands can refer to it.
  private static int run(ParseResult parsed, Terminal terminal) {
    for (ParseResult at = parsed; at != null; at = at.subcommand()) {
      CommandLine command = at.commandSpec().commandLine();
      List<String> words = at.unmatched();
      if (!command.getSubcommands().isEmpty()
          && !words.isEmpty()
          && !words.getFirst().startsWith("-")) {
        throw new UnmatchedArgumentException(command, words);
      }
    }
    CommandLine command = parsed.commandSpec().commandLine();
    terminal.outputSettings().typed(InvocationParser.of(command, parsed.originalArgs()));
    return new CommandLine.RunLast().execute(parsed);
  }

  /// Returns the command that runs `molly retire` in place of `aws`.
  public static CommandLine inPlaceOfAws(CommandLine commands) {
    CommandLine retire = Objects.requireNonNull(commands.getSubcommands().get("retire"));
    EnvironmentDefaults.putUnderInPlaceOfAws(retire);
    RetireCommand command = retire.getCommand();
    command.connection.config.leaveOutPlaces();
    return retire;
  }

  private static ColorScheme colors(Terminal terminal) {
    return CommandLine.Help.defaultColorScheme(
        terminal.outColors() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF);
  }

  private static <T> T among(T[] values, Function<T, String> wordOf, String typed) {
    List<String> words = Arrays.stream(values).map(wordOf).toList();
    int at = words.indexOf(typed);
    if (at < 0) {
      throw new TypeConversionException("no such word" + SpellingSuggestion.hint(typed, words));
    }
    return values[at];
  }

  /// Returns a limit of that many resources, without an additional percentage limit.
  private static BlastLimit limit(String typed) {
    if (!typed.matches("[0-9]{1,6}")) {
      throw new TypeConversionException(
          "'" + typed + "' is not a whole number of resources from 0 to 999999");
    }
    return new BlastLimit(Integer.parseInt(typed), 0);
  }

  private static ShardNumber shard(String typed) {
    Matcher parts = SHARD.matcher(typed);
    try {
      if (parts.matches()) {
        return new ShardNumber(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new TypeConversionException("not a part such as 2/10, the second of ten");
  }

  private static <T> T parsed(Function<String, T> parse, String typed) {
    try {
      return parse.apply(typed);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static RunId run(String typed) {
    try {
      return new RunId(typed);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage() + ". To see the runs: molly journal show");
    }
  }
}
