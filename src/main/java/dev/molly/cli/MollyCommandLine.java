package dev.molly.cli;

import dev.molly.SupportedKinds;
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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line of molly, on one terminal. It builds the commands that are needed, because to
/// build all of them takes a third of the time of a start.
public final class MollyCommandLine {
  private static final Pattern SHARD = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");

  /// The commands that are about what can be retired, and take no other kind.
  private static final Set<String> STAGED =
      Set.of("retire", "status", "restore", "extend", "sweep", "purge", "lease");

  private final Terminal terminal;
  private final SupportedKinds kinds;
  private final CommandLine.IFactory candidates;

  /// The commands by name, in the order of the help.
  private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();

  private final Map<String, CommandLine> built = new ConcurrentHashMap<>();

  /// @param deleteReplacement the action of `molly aws` in place of a deletion, given the command
  ///     line that it may use
  /// @param others runs the commands that a command carries out
  public MollyCommandLine(
      Terminal terminal,
      MollyFactory mollys,
      Sandbox sandbox,
      DemoStory demo,
      Function<MollyCommandLine, DeleteReplacement> deleteReplacement,
      CommandInvoker others,
      Clock clock) {
    this.terminal = terminal;
    this.kinds = mollys.kinds();
    this.candidates = CompletionCandidates.factory(kinds, commands.keySet());
    commands.put("demo", () -> new DemoCommand(demo, terminal));
    commands.put("scan", () -> new ScanCommand(mollys, terminal));
    commands.put("trend", () -> new TrendCommand(mollys, terminal));
    commands.put("report", () -> new ReportCommand(mollys, terminal));
    commands.put("gate", () -> new GateCommand(mollys, terminal, clock));
    commands.put("protect", () -> new ProtectCommand(mollys, terminal));
    commands.put("retire", () -> new RetireCommand(mollys, terminal));
    commands.put("status", () -> new StatusCommand(mollys, terminal));
    commands.put("restore", () -> new RestoreCommand(mollys, terminal));
    commands.put("extend", () -> new ExtendCommand(mollys, terminal));
    commands.put("sweep", () -> new SweepCommand(mollys, terminal));
    commands.put("purge", () -> new PurgeCommand(mollys, terminal));
    commands.put("lease", () -> new LeaseCommand(mollys, terminal));
    commands.put("apply", () -> new ApplyCommand(mollys, terminal));
    commands.put("undo", () -> new UndoCommand(mollys, terminal));
    commands.put(
        "aws", () -> new AwsCommand(mollys.kinds(), deleteReplacement.apply(this), terminal));
    commands.put("shim", () -> new ShimCommand(terminal));
    commands.put("mcp", () -> new McpCommand(others, terminal));
    commands.put("hook", () -> new HookCommand(mollys.kinds(), terminal));
    commands.put("journal", () -> new JournalCommand(mollys, terminal, clock));
    commands.put("freeze", () -> new FreezeCommand(mollys, terminal, clock));
    commands.put("iam", () -> new IamCommand(mollys.kinds(), terminal));
    commands.put("guardrails", () -> new GuardrailsCommand(terminal));
    commands.put("explain", () -> new ExplainCommand(mollys.kinds(), this::whole, terminal));
    commands.put("policy", () -> new PolicyCommand(mollys.kinds(), terminal));
    commands.put("schema", () -> new SchemaCommand(mollys.kinds(), terminal));
    commands.put("sandbox", () -> new SandboxCommand(sandbox, terminal));
    commands.put("completion", () -> new CompletionCommand(this::whole, terminal));
    commands.put("version", () -> new VersionCommand(terminal));
    commands.put("help", () -> new HelpCommand(this::whole, terminal));
  }

  /// Runs the command that was typed.
  ///
  /// @param words the words after `molly`
  /// @return the exit code
  public int execute(String... words) {
    // The options of molly itself have no values.
    return Stream.of(words)
        .filter(word -> !word.startsWith("-"))
        .findFirst()
        .filter(commands::containsKey)
        .map(this::with)
        .orElseGet(this::whole)
        .execute(words);
  }

  /// Returns the command line with all commands.
  public CommandLine whole() {
    return build(commands.keySet());
  }

  /// Runs `molly retire` in place of `aws`.
  ///
  /// @param arguments the words after `molly retire`
  /// @return the exit code
  public int retireInPlaceOfAws(List<String> arguments) {
    return inPlaceOfAws()
        .execute(Stream.concat(Stream.of("retire"), arguments.stream()).toArray(String[]::new));
  }

  /// Returns the command line of `molly retire` in place of `aws`.
  CommandLine inPlaceOfAws() {
    CommandLine root = build(List.of("retire"));
    CommandLine retire = command(root, "retire");
    EnvironmentDefaults.putUnderInPlaceOfAws(retire);
    RetireCommand command = retire.getCommand();
    command.connection.config.leaveOutPlaces();
    return root;
  }

  /// Returns the options of a command.
  ///
  /// @param name the name of the command, as in `journal show`
  /// @return empty if there is no such command
  Optional<Set<String>> options(String name) {
    String[] words = name.split(" ", -1);
    return Optional.of(words[0])
        .filter(commands::containsKey)
        .map(outer -> command(with(outer), outer))
        .map(outer -> words.length == 1 ? outer : outer.getSubcommands().get(words[1]))
        .map(
            command ->
                command.getCommandSpec().options().stream()
                    .flatMap(option -> Stream.of(option.names()))
                    .collect(Collectors.toSet()));
  }

  private static CommandLine command(CommandLine root, String name) {
    return Objects.requireNonNull(root.getSubcommands().get(name), name);
  }

  private CommandLine with(String command) {
    return built.computeIfAbsent(command, name -> build(List.of(name)));
  }

  private CommandLine build(Collection<String> names) {
    var root = new CommandLine(new MollyCommand(terminal), candidates);
    for (String name : names) {
      root.addSubcommand(name, Objects.requireNonNull(commands.get(name), name).get());
      if (STAGED.contains(name)) {
        CompletionCandidates.offerRetirable(command(root, name).getCommandSpec(), kinds);
      }
    }
    // Arguments of 'molly aws' that begin with '@' belong to the AWS CLI.
    root.setExpandAtFiles(false);
    registerConverters(root);
    root.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    root.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    root.setColorScheme(MollyCommand.colors(terminal));
    root.setExecutionStrategy(this::run);
    EnvironmentDefaults.putUnder(root, terminal.environment());
    var failures = new ErrorHandler(terminal, this::options);
    root.setExecutionExceptionHandler(failures::executing);
    root.setParameterExceptionHandler(failures::parsing);
    return root;
  }

  /// Runs the last command, unless a word before `--help` is not a command: picocli would show
  /// the help of the command before that word and return success. Records the typed command line
  /// first, so that printed commands can refer to it.
  private int run(ParseResult parsed) {
    for (ParseResult at = parsed; at != null; at = at.subcommand()) {
      CommandLine command = at.commandSpec().commandLine();
      List<String> words = at.unmatched();
      if (!command.getSubcommands().isEmpty()
          && !words.isEmpty()
          && !words.getFirst().startsWith("-")) {
        throw new UnmatchedArgumentException(command, words);
      }
      mustHaveValues(at);
    }
    CommandLine command = parsed.commandSpec().commandLine();
    terminal
        .outputSettings()
        .typed(InvocationParser.of(command, parsed.originalArgs(), this::options));
    int exitCode = new CommandLine.RunLast().execute(parsed);
    // Help is printed by picocli, with a writer that hides failures.
    if (command.getOut().checkError()) {
      var cut = new OutputException("the output was cut off");
      throw new ExecutionException(command, String.valueOf(cut.getMessage()), cut);
    }
    return exitCode;
  }

  /// Refuses an empty value, as of a shell variable that is not set: no value would be another
  /// one, and an empty `--state` the current folder. Refuses a control character, too: it is never
  /// printed, so a printed command could not repeat it.
  private static void mustHaveValues(ParseResult parsed) {
    for (OptionSpec option : parsed.matchedOptions()) {
      if (option.originalStringValues().contains("")) {
        throw new ParameterException(
            parsed.commandSpec().commandLine(),
            option.longestName() + " is empty: give it a value, or leave it out");
      }
      if (String.join("", option.originalStringValues())
          .chars()
          .anyMatch(Character::isISOControl)) {
        throw new ParameterException(
            parsed.commandSpec().commandLine(),
            option.longestName()
                + " has a line break or another control character: say it in one line");
      }
    }
  }

  private static void registerConverters(CommandLine root) {
    root.registerConverter(
        ReportFormat.class, word -> among(ReportFormat.values(), ReportFormat::word, word));
    root.registerConverter(
        GateFormat.class, word -> among(GateFormat.values(), GateFormat::word, word));
    root.registerConverter(Severity.class, word -> among(Severity.values(), Severity::word, word));
    root.registerConverter(Grouping.class, word -> among(Grouping.values(), Grouping::word, word));
    root.registerConverter(GroupBy.class, word -> among(GroupBy.values(), GroupBy::word, word));
    root.registerConverter(FailOnWords.class, FailOnWords::of);
    root.registerConverter(Duration.class, word -> parsed(DurationText::parse, word));
    root.registerConverter(BlastLimit.class, MollyCommandLine::limit);
    root.registerConverter(RunId.class, MollyCommandLine::run);
    root.registerConverter(ShardNumber.class, MollyCommandLine::shard);
    root.registerConverter(S3Address.class, word -> parsed(S3Address::parse, word));
    root.registerConverter(ReportTarget.class, word -> parsed(ReportTarget::parse, word));
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
