package dev.molly.hook.shell;

import dev.molly.hook.shell.ShellCommand.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A command that is being read. The text of a here-document comes after its command, and after
/// the commands that read from that one.
final class CommandBuilder {
  final List<ShellWord> assignments = new ArrayList<>();
  final List<ShellWord> words = new ArrayList<>();

  private final boolean placed;
  private Input input = new Input.Inherited();
  private @Nullable CommandBuilder writer;
  private @Nullable CommandBuilder needed;
  private String joinedBy = ";";
  private boolean negated;

  /// @param placed whether the words' offsets are places in the command line
  CommandBuilder(boolean placed) {
    this.placed = placed;
  }

  boolean isEmpty() {
    return words.isEmpty() && assignments.isEmpty();
  }

  /// Returns whether it has an input of its own.
  boolean isRedirected() {
    return writer != null || !(input instanceof Input.Inherited);
  }

  boolean hasNoProgram() {
    return words.isEmpty();
  }

  void reads(Input source) {
    input = source;
    writer = null;
  }

  /// Notes that `!` stands in front of the command.
  void negate() {
    negated = true;
  }

  /// Puts this command behind another.
  void joins(CommandBuilder before, String operator) {
    if (operator.equals("|") || operator.equals("|&")) {
      writer = before;
      joinedBy = before.joinedBy;
      negated = before.negated;
    } else {
      joinedBy = operator;
      boolean succeeded = !before.negated && !before.joinedBy.equals("||") && !before.isEmpty();
      needed = operator.equals("&&") && succeeded ? before : null;
    }
  }

  /// @param inherited the input of a command that has none of its own
  ShellCommand build(Input inherited) {
    Input source =
        writer == null
            ? input instanceof Input.Inherited ? inherited : input
            : new Input.Pipe(
                writer.isEmpty() ? Optional.empty() : Optional.of(writer.build(inherited)));
    Optional<ShellCommand> first =
        needed == null ? Optional.empty() : Optional.of(needed.build(inherited));
    return new ShellCommand(placed(assignments), placed(words), source, first);
  }

  private List<ShellWord> placed(List<ShellWord> read) {
    return placed
        ? read
        : read.stream().map(each -> new ShellWord(each.text(), each.several(), -1)).toList();
  }
}
