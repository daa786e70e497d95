package dev.molly.hook;

import dev.molly.hook.shell.ShellCommand;
import dev.molly.hook.shell.ShellWord;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The variables that a command sets, in front of it or in its arguments, as `env` does.
final class Assignments {
  /// Variables whose values are commands, or files of commands, to what reads them.
  private static final Pattern COMMAND_VARIABLE =
      Pattern.compile(
          "(PROMPT_COMMAND|PS[0-4]|BASH_ENV|[A-Z_]*(EDITOR|PAGER|SSH_COMMAND))=(.+)",
          Pattern.DOTALL);

  /// Variables with which `terraform` or `molly gate` may be another program, or read another file.
  private static final Pattern GATE_VARIABLE =
      Pattern.compile(
          "(PATH|BASH_ENV|MOLLY_\\w+|TF_(CLI_ARGS\\w*|DATA_DIR|WORKSPACE))\\+?=.*", Pattern.DOTALL);

  /// Programs that set variables for others by their arguments.
  private static final Set<String> SETTERS =
      WordSet.of("export declare typeset readonly local env sudo doas docker podman kubectl");

  private static final Pattern CONFIRMATION =
      Pattern.compile("MOLLY_(CONFIRM|UNATTENDED|TOLD|APPLY)\\+?=.*", Pattern.DOTALL);

  private Assignments() {}

  private static Stream<ShellWord> of(ShellCommand command) {
    boolean setter =
        command.words().stream().map(ShellWords::program).anyMatch(Assignments::mayHaveSome);
    return Stream.concat(
        command.assignments().stream(),
        setter ? command.words().stream() : Stream.<ShellWord>empty());
  }

  /// Returns whether arguments of a program, or of one behind it, may set a variable, as in
  /// `timeout 5 env NAME=value`.
  private static boolean mayHaveSome(String program) {
    return SETTERS.contains(program) || Wrappers.has(program) || program.equals("molly");
  }

  /// Returns whether they would confirm a plan in the place of a person.
  static boolean confirm(ShellCommand command) {
    return of(command).anyMatch(each -> CONFIRMATION.matcher(each.text()).matches());
  }

  /// Returns whether the gate in front of an apply may be another with them.
  static boolean changeGate(ShellCommand command) {
    return of(command).anyMatch(each -> GATE_VARIABLE.matcher(each.text()).matches());
  }

  /// Returns the values that are commands, or files of commands.
  static Stream<String> commands(ShellCommand command) {
    return of(command)
        .filter(ShellWord::known)
        .map(word -> COMMAND_VARIABLE.matcher(word.text()))
        .filter(Matcher::matches)
        .map(found -> found.group(3));
  }
}
