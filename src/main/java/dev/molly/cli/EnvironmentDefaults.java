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

/// The environment variables that correspond to options, for example `MOLLY_FAIL_ON` to
/// `--fail-on`, for every command with that option. The command line takes precedence. An empty
/// variable counts as unset.
final class EnvironmentDefaults implements IDefaultValueProvider {
  /// Options that carry out a plan, or confirm that the user has read, accepted or done
  /// something. They must be typed each time: a variable exported once would also confirm plans
  /// that the user has not seen.
  static final Set<String> TYPED_EACH_TIME =
      Set.of(
          "--apply",
          "--confirm",
          "--unattended",
          "--told",
          "--accept",
          "--empty",
          "--without-grants");

  private static final String PREFIX = "MOLLY_";

  /// The variables that locate molly's own files and set its verbosity.
  private static final Set<String> MOLLYS_OWN =
      Set.of("MOLLY_CONFIG", "MOLLY_NO_CONFIG", "MOLLY_STATE", "MOLLY_VERBOSE");

  private final Map<String, String> environment;

  private EnvironmentDefaults(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /// Makes all commands use the environment for options that are not typed.
  static void putUnder(CommandLine root, Map<String, String> environment) {
    all(root).forEach(command -> setFlagsWhenTyped(command.getCommandSpec()));
    root.setDefaultValueProvider(new EnvironmentDefaults(environment));
  }

  /// Makes a command use the environment only for molly's own settings. A command that replaces
  /// `aws` acts where `aws` would: account, region and resource come from its arguments and from
  /// the AWS variables.
  static void putUnderInPlaceOfAws(CommandLine command) {
    if (command.getDefaultValueProvider() instanceof EnvironmentDefaults variables) {
      var own = new TreeMap<>(variables.environment);
      own.keySet().retainAll(MOLLYS_OWN);
      command.setDefaultValueProvider(new EnvironmentDefaults(own));
    }
  }

  /// Sets the value of a typed flag to true. Without this, picocli sets a typed flag to the
  /// opposite of its default: with `MOLLY_SANDBOX=true`, `--sandbox` would select AWS. Where a
  /// command is a method, picocli finds its parameters by the order of the options; there a flag
  /// declares `fallbackValue` itself.
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

  /// Returns the variable of an option; empty if the option has only a short name, is about
  /// help, or must be typed each time.
  static Optional<String> variable(OptionSpec option) {
    return Stream.of(option.names())
        .filter(name -> name.startsWith("--"))
        .max(Comparator.comparingInt(String::length))
        .filter(name -> !option.usageHelp() && !option.versionHelp())
        .filter(name -> !TYPED_EACH_TIME.contains(name))
        .map(name -> PREFIX + name.substring(2).toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /// Returns whether an option was typed on the command line, which takes precedence over a
  /// variable.
  static boolean isTyped(@Nullable CommandSpec command, String option) {
    return command != null && command.commandLine().getParseResult().hasMatchedOption(option);
  }

  /// Returns which of the options named in a message were set by the environment and not typed;
  /// empty if there are none.
  ///
  /// @param typed all arguments of the command line
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

  /// A typed flag has no value that could be wrong; a wrong value comes from its variable.
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

  /// Returns all variables and their options, one per line.
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

  /// Returns a command and all its subcommands.
  static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(EnvironmentDefaults::all));
  }
}
