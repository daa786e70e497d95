package dev.molly.intercept;

import dev.molly.kind.DeleteCommand;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.Retirable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The commands of the AWS CLI that delete resources of the kinds that Molly retires.
///
/// @param resourceTypes the types by which Cloud Control deletes them
record DestructiveCommands(List<DestructiveCommand> all, List<String> resourceTypes) {
  DestructiveCommands {
    all = List.copyOf(all);
    resourceTypes = List.copyOf(resourceTypes);
  }

  static DestructiveCommands of(KindRegistry kinds) {
    return new DestructiveCommands(
        kinds.retirable().stream().flatMap(DestructiveCommands::of).toList(),
        kinds.retirable().stream().map(kind -> kind.deleteOperation().resourceType()).toList());
  }

  private static Stream<DestructiveCommand> of(Retirable kind) {
    return kind.deleteOperation().commands().stream()
        .map(command -> new DestructiveCommand(kind.id(), kind.deleteOperation(), command));
  }

  /// Returns the command of that service and operation.
  Optional<DestructiveCommand> find(String service, String operation) {
    return all.stream().filter(each -> each.is(service, operation)).findFirst();
  }

  /// Returns the command that is the same request as that of another service.
  Optional<DestructiveCommand> twin(String service, String operation) {
    return all.stream().filter(each -> each.isTwin(service, operation)).findFirst();
  }

  /// Returns the words of which every command that destroys a resource of these kinds contains
  /// at least one.
  Set<String> words() {
    return Stream.concat(
            all.stream().map(DestructiveCommand::command).map(DeleteCommand::operation),
            Stream.of(CloudControl.OPERATION))
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Returns whether Cloud Control's type is one of a kind.
  boolean hasType(String type) {
    return resourceTypes.stream()
        .anyMatch(each -> each.toLowerCase(Locale.ROOT).equals(type.toLowerCase(Locale.ROOT)));
  }

  /// Returns one of the commands as an example, with the option that names its resources.
  String example() {
    return all.stream()
        .flatMap(
            each ->
                each.command().target() instanceof DeleteCommand.Target.Option named
                    ? Stream.of("aws " + each + " " + named.name() + " ...")
                    : Stream.of())
        .findFirst()
        .orElse("aws SERVICE OPERATION ...");
  }
}
