package dev.molly.cli;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The environment variables that stand for options: `MOLLY_FAIL_ON` for `--fail-on`, of every
/// command that has it. The command line counts for more. An empty variable counts as not set.
final class EnvironmentDefaults implements IDefaultValueProvider {
  /// What carries a plan out, or says that a person has read, accepted or done something, is typed
  /// each time: a variable that was exported once would say so of plans that no one has seen.
  static final Set<String> TYPED_EACH_TIME =
      Set.of("--apply", "--confirm", "--unattended", "--told", "--accept");

  private static final String PREFIX = "MOLLY_";

  /// Where molly keeps and finds its own things.
  private static final Set<String> MOLLYS_OWN =
      Set.of("MOLLY_CONFIG", "MOLLY_NO_CONFIG", "MOLLY_STATE", "MOLLY_VERBOSE");

  private final Map<String, String> environment;

  private EnvironmentDefaults(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /// Has all commands take from the environment what is not typed.
  static void putUnder(CommandLine root, Map<String, String> environment) {
    all(root).forEach(command -> setFlagsWhenTyped(command.getCommandSpec()));
    root.setDefaultValueProvider(new EnvironmentDefaults(environment));
  }

  /// Has a command take from the environment only where molly's own files are. What stands in the
  /// place of `aws` acts where `aws` would: account, region and resource are those of its arguments
  /// and AWS's own variables.
  static void putUnderInPlaceOfAws(CommandLine command) {
    if (command.getDefaultValueProvider() instanceof EnvironmentDefaults variables) {
      var own = new TreeMap<>(variables.environment);
      own.keySet().retainAll(MOLLYS_OWN);
      command.setDefaultValueProvider(new EnvironmentDefaults(own));
    }
  }

  /// Without this, picocli sets a flag that is typed to the opposite of its default: with
  /// `MOLLY_SANDBOX=true`, `--sandbox` would mean AWS. Where a command is a method, picocli finds
  /// its parameters by the order of the options: there a flag says `fallbackValue` itself.
  private static void setFlagsWhenTyped(CommandSpec command) {
    if (command.userObject() instanceof Method) {
      return;
    }
    for (OptionSpec option : List.copyOf(command.options())) {
      boolean flag = isFlag(option) && variable(option).isPresent();
      if (flag && option.fallbackValue().isEmpty() && !option.inherited()) {
        command.remove(option);
        command.addOption(OptionSpec.builder(option).fallbackValue("true").build());
      }
    }
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? variable(option).map(environment::get).filter(value -> !value.isEmpty()).orElse(null)
        : null;
  }

  /// The variable of an option; empty for one that has only a short name, is about help, or is
  /// typed each time.
  static Optional<String> variable(OptionSpec option) {
    return Stream.of(option.names())
        .filter(name -> name.startsWith("--"))
        .max(Comparator.comparingInt(String::length))
        .filter(name -> !option.usageHelp() && !option.versionHelp())
        .filter(name -> !TYPED_EACH_TIME.contains(name))
        .map(name -> PREFIX + name.substring(2).toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /// Whether the command line itself has an option, which counts for more than a variable.
  static boolean isTyped(@Nullable CommandSpec command, String option) {
    return command != null && command.commandLine().getParseResult().hasMatchedOption(option);
  }

  /// Says of a message that names options which of them were not typed, but are in the environment;
  /// empty when there are none.
  ///
  /// @param typed all arguments
  static String origin(
      String message, CommandLine command, List<String> typed, Map<String, String> environment) {
    return command.getCommandSpec().options().stream()
        .filter(option -> isFlag(option) || typed.stream().noneMatch(word -> is(word, option)))
        .filter(option -> names(message, option.longestName()))
        .flatMap(option -> variable(option).stream())
        .filter(name -> !environment.getOrDefault(name, "").isEmpty())
        .map(name -> "\nIt is set in the environment: " + name)
        .collect(Collectors.joining());
  }

  /// A flag that is typed has no value that could be wrong: its variable's is.
  private static boolean isFlag(OptionSpec option) {
    return option.arity().max() == 0;
  }

  private static boolean is(String word, OptionSpec option) {
    return Stream.of(option.names())
        .anyMatch(name -> word.equals(name) || word.startsWith(name + "="));
  }

  private static boolean names(String message, String option) {
    int at = message.indexOf(option);
    int end = at + option.length();
    return at >= 0
        && (end == message.length()
            || "abcdefghijklmnopqrstuvwxyz-".indexOf(message.charAt(end)) < 0);
  }

  /// All variables and their options, a line each.
  static String list(CommandLine root) {
    var options = new TreeMap<String, String>();
    all(root)
        .flatMap(command -> command.getCommandSpec().options().stream())
        .forEach(
            option -> variable(option).ifPresent(name -> options.put(name, option.longestName())));
    return options.entrySet().stream()
        .map(each -> "    %-24s %s\n".formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining());
  }

  /// A command and all under it.
  static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(EnvironmentDefaults::all));
  }
}
