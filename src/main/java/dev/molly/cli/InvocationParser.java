package dev.molly.cli;

import static java.util.stream.Collectors.toMap;

import dev.molly.report.format.Invocation;
import dev.molly.report.format.Invocation.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Parses the typed command line, for the commands that are printed in the output.
final class InvocationParser {
  /// The options of the AWS CLI that molly has too, with the same meaning.
  private static final Map<String, OptionSpec> SHARED =
      Stream.of("--profile", "--region")
          .collect(toMap(name -> name, name -> OptionSpec.builder(name).arity("1").build()));

  private static final String END_OF_OPTIONS = "--";
  private static final String NO_CONFIG = "--no-config";

  private InvocationParser() {}

  /// Returns the invocation of a command.
  ///
  /// @param command `molly` itself, or the subcommand that was called
  /// @param arguments the arguments after it
  /// @param options the options of each of molly's commands
  static Invocation of(
      CommandLine command,
      List<String> arguments,
      Function<String, Optional<Set<String>>> options) {
    var words = new ArrayList<>(names(command));
    words.addAll(arguments);
    var given = new ArrayList<Given>();
    CommandSpec called = called(command, arguments, given);
    if (words.stream().noneMatch(END_OF_OPTIONS::equals)) {
      List<Given> set = set(called, given);
      set.forEach(each -> words.addAll(each.words()));
      given.addAll(set);
    }
    return new Invocation(words, given, options);
  }

  /// Returns the command's name with its parents: `molly`, `sandbox`, `seed`.
  private static List<String> names(CommandLine command) {
    var names = new ArrayList<String>();
    for (CommandLine each = command; each != null; each = each.getParent()) {
      names.addFirst(each.getCommandName());
    }
    return names;
  }

  /// Returns the root of a command's command line.
  static CommandLine root(CommandLine command) {
    CommandLine root = command;
    while (root.getParent() != null) {
      root = root.getParent();
    }
    return root;
  }

  /// Returns the command that was called, and collects the typed options. An option counts as one
  /// if the command before it defines it.
  private static CommandSpec called(
      CommandLine command, List<String> arguments, List<Given> given) {
    CommandSpec spec = command.getCommandSpec();
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      CommandLine inner = spec.subcommands().get(word);
      if (inner != null) {
        spec = inner.getCommandSpec();
        continue;
      }
      OptionSpec option = option(spec, word.split("=", 2)[0]);
      if (option == null) {
        continue;
      }
      boolean next = !word.contains("=") && option.arity().min() > 0 && i + 1 < arguments.size();
      given.add(
          new Given(
              option.longestName(), next ? List.of(word, arguments.get(++i)) : List.of(word)));
    }
    return spec;
  }

  /// Returns the context options that a variable sets and that were not typed: a printed command
  /// is pasted in another shell, too, where `MOLLY_SANDBOX` is not set. A config that `--no-config`
  /// rules out is not one of them. A command that replaces `aws` takes none.
  private static List<Given> set(CommandSpec called, List<Given> typed) {
    if (called.name().equals("aws")
        || !(called.commandLine().getDefaultValueProvider()
            instanceof EnvironmentDefaults variables)) {
      return List.of();
    }
    List<Given> set =
        called.options().stream()
            .filter(option -> !isIn(typed, option.longestName()))
            .flatMap(
                option ->
                    Optional.ofNullable(variables.defaultValue(option)).stream()
                        .flatMap(value -> set(option, value)))
            .toList();
    boolean noConfig = isIn(typed, NO_CONFIG) || isIn(set, NO_CONFIG);
    return set.stream()
        .filter(each -> Invocation.isRepeated(each.name()))
        .filter(each -> !noConfig || !each.name().equals("--config"))
        .toList();
  }

  private static boolean isIn(List<Given> options, String name) {
    return options.stream().anyMatch(each -> each.name().equals(name));
  }

  private static Stream<Given> set(OptionSpec option, String value) {
    String name = option.longestName();
    if (option.arity().max() > 0) {
      return Stream.of(new Given(name, List.of(name, value)));
    }
    return Boolean.parseBoolean(value) ? Stream.of(new Given(name, List.of(name))) : Stream.of();
  }

  private static @Nullable OptionSpec option(CommandSpec spec, String name) {
    return spec.name().equals("aws") ? SHARED.get(name) : spec.findOption(name);
  }
}
