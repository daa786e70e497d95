package dev.molly.intercept;

import dev.molly.intercept.InterceptDecision.PassThrough;
import dev.molly.intercept.InterceptDecision.Refuse;
import dev.molly.intercept.InterceptDecision.Stage;
import dev.molly.kind.KindRegistry;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the arguments of the AWS CLI and decides whether the command is passed through, staged,
/// checked against AWS or refused.
///
/// An argument list without the name of a destructive operation destroys no resource that molly
/// knows, whatever else it contains. This is checked first, so that all other commands are left
/// alone. A list with such a word passes only when it is certain not to be a destructive
/// command. The AWS CLI parses arguments leniently; a list that only the AWS CLI understands is
/// refused.
public final class AwsArguments {
  private static final Set<String> SKELETONS = Set.of("input", "output", "yaml-input");

  private final DestructiveCommands destructive;
  private final List<String> arguments;
  private final CliEnvironment around;
  private final CommandWords command;

  private AwsArguments(
      DestructiveCommands destructive, List<String> arguments, CliEnvironment around) {
    this.destructive = destructive;
    this.arguments = List.copyOf(arguments);
    this.around = around;
    this.command = CommandWords.of(this.arguments);
  }

  /// Returns the decision for `aws` with these arguments.
  ///
  /// @param kinds the kinds whose deletion a retirement replaces
  public static InterceptDecision read(
      KindRegistry kinds, List<String> arguments, CliEnvironment around) {
    return new AwsArguments(DestructiveCommands.of(kinds), arguments, around).decide();
  }

  private InterceptDecision decide() {
    List<String> commands = command.doubt().isPresent() ? arguments : command.words();
    Optional<String> alias = around.cliAliases().among(commands);
    if (alias.isPresent() && destroys(union(arguments, around.cliAliases().behind(commands)))) {
      return refuse(
          "'%s' is an alias in ~/.aws/cli/alias, and this may destroy something"
              .formatted(alias.get()),
          "to see what it stands for: grep -n '%s' ~/.aws/cli/alias".formatted(alias.get()));
    }
    Optional<String> unknown = around.cliAliases().unknown(commands);
    if (alias.isPresent() && unknown.isPresent()) {
      return refuse(
          "'%s' is an alias in ~/.aws/cli/alias that %s: it may destroy something"
              .formatted(alias.get(), unknown.get()),
          "type what it stands for: grep -n '%s' ~/.aws/cli/alias".formatted(alias.get()));
    }
    if (!destroys(arguments)) {
      return new PassThrough();
    }
    if (command.doubt().isPresent()) {
      return refuse(
          "'%s' stands in front of a command that may destroy something, and is not understood there"
              .formatted(command.doubt().get()),
          "put it behind the command, as in: " + destructive.example());
    }
    String service = command.service().orElse("");
    String operation = command.operation().orElse("");
    Optional<DestructiveCommand> twin = destructive.twin(service, operation);
    if (twin.isPresent()) {
      return refuse(
          "'aws %s %s' is the same request as 'aws %s', and deletes resources of the kind %s too"
              .formatted(service, operation, twin.get(), twin.get().kind()),
          "for one of that kind: aws " + twin.get() + " ...");
    }
    if (service.equals(CloudControl.SERVICE) && operation.equals(CloudControl.OPERATION)) {
      return cloudControl();
    }
    return ProtectedCommand.ofCommand(service, operation)
        .map(this::guarded)
        .or(() -> destructive.find(service, operation).map(this::replaced))
        .orElseGet(PassThrough::new);
  }

  private InterceptDecision cloudControl() {
    return CloudControl.mayDestroy(arguments, destructive)
        ? refuse(
            "'aws cloudcontrol delete-resource' deletes what molly retires too: "
                + String.join(", ", destructive.resourceTypes()),
            "use the service's own command, as in: " + destructive.example())
        : new PassThrough();
  }

  private InterceptDecision replaced(DestructiveCommand meant) {
    try {
      ParsedOptions given = ParsedOptions.read(meant.options(), command);
      return onlyTells(given)
          ? new PassThrough()
          : new Stage(DeleteRequestParser.of(meant, given, around));
    } catch (UnsupportedArgumentsException e) {
      return refuse(
          "'aws " + meant + "' would destroy something, and it is not understood: " + e.why(),
          "aws " + meant + " help");
    }
  }

  private InterceptDecision guarded(ProtectedCommand meant) {
    try {
      ParsedOptions given = ParsedOptions.read(meant.options(), command);
      if (onlyTells(given)) {
        return new PassThrough();
      }
      var where = new TargetAwsResolver(given, around).of("");
      return new InterceptDecision.Ask(
          meant, DeleteRequestParser.identifier(meant, given, around), where);
    } catch (UnsupportedArgumentsException e) {
      return refuse(
          "'aws %s' may destroy what molly relies on, and it is not understood: %s"
              .formatted(meant, e.why()),
          "aws " + meant + " help");
    }
  }

  /// Returns whether the command only prints its help or a skeleton of its input.
  private static boolean onlyTells(ParsedOptions given) throws UnsupportedArgumentsException {
    boolean help =
        given.words().equals(List.of("help"))
            && given.options().stream().allMatch(each -> CliOption.GLOBAL.contains(each.option()));
    if (help || !given.has("--generate-cli-skeleton")) {
      return help;
    }
    List<String> kind = given.values("--generate-cli-skeleton").orElse(List.of());
    if (!SKELETONS.containsAll(kind)) {
      throw new UnsupportedArgumentsException("no skeleton is called '" + kind.getFirst() + "'");
    }
    return true;
  }

  private boolean destroys(Collection<String> words) {
    return !Collections.disjoint(words, destructive.words()) || ProtectedCommand.mayBeAmong(words);
  }

  private static Set<String> union(Collection<String> some, Collection<String> more) {
    var all = new HashSet<>(some);
    all.addAll(more);
    return all;
  }

  private static Refuse refuse(String why, String next) {
    return new Refuse(why + ". Nothing was done", next);
  }
}
