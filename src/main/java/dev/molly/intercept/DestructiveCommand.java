package dev.molly.intercept;

import dev.molly.intercept.CliOption.Takes;
import dev.molly.kind.DeleteCommand;
import dev.molly.kind.DeleteOperation;
import dev.molly.kind.DeleteOption;
import dev.molly.model.KindId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A command of the AWS CLI that deletes resources of a kind, as the kind declares it.
record DestructiveCommand(KindId kind, DeleteOperation operation, DeleteCommand command) {
  /// The options of every command that is a single request.
  private static final List<CliOption> INPUT =
      List.of(
          new CliOption("--cli-input-json", Takes.ONE),
          new CliOption("--cli-input-yaml", Takes.ONE),
          new CliOption("--generate-cli-skeleton", Takes.MAYBE));

  boolean is(String service, String operation) {
    return command.service().equals(service) && command.operation().equals(operation);
  }

  /// Returns whether it is this request under the name of another service.
  boolean isTwin(String service, String operation) {
    return this.operation.twins().contains(service) && command.operation().equals(operation);
  }

  /// Returns whether a word is a possible AWS identifier.
  boolean fits(String word) {
    return command.identifier().matcher(word).matches();
  }

  /// Returns the names of the members of the request.
  List<String> members() {
    return Stream.concat(
            Stream.of(operation.member()), command.options().stream().map(DeleteOption::member))
        .toList();
  }

  /// Returns the command's own options, without the global ones.
  List<CliOption> options() {
    var options = new ArrayList<CliOption>();
    if (command.target() instanceof DeleteCommand.Target.Option named) {
      options.add(new CliOption(named.name(), named.several() ? Takes.MANY : Takes.ONE));
    }
    for (DeleteOption each : command.options()) {
      options.add(new CliOption(each.name(), each.isSwitch() ? Takes.NONE : Takes.ONE));
      if (each.isSwitch() && !each.member().isEmpty()) {
        options.add(new CliOption(each.name().replaceFirst("--", "--no-"), Takes.NONE));
      }
    }
    if (command.target() instanceof DeleteCommand.Target.Option) {
      options.addAll(INPUT);
    }
    return options;
  }

  @Override
  public String toString() {
    return command.toString();
  }
}
