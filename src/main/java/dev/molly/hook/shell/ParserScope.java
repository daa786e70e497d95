package dev.molly.hook.shell;

import dev.molly.hook.shell.ShellCommand.Input;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What all parts of one command line have in common: its commands, functions and variables.
///
/// A variable is known if the command line sets it once, in any case and before its use, to a
/// text that is known, and names it nowhere else but to use it.
final class ParserScope {
  static final Pattern ASSIGNMENT =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\[[^]]*])?\\+?=.*", Pattern.DOTALL);

  /// Ways to set a variable without its name, or to change what becomes of its value.
  private static final Pattern SETS =
      Pattern.compile("\\b(eval|source|IFS|mapfile|readarray|declare)\\b|(?:^|[\\s;&|])\\.\\s");

  /// Operators behind which, and before which, a command runs in any case in this shell.
  private static final Set<String> ALWAYS = Set.of(";", "\n");

  private final String text;
  private final boolean fixed;
  private final List<CommandBuilder> commands = new ArrayList<>();
  private final Set<String> functions = new HashSet<>();
  private final Map<String, String> variables = new HashMap<>();
  private int depth;
  private boolean compound;
  private boolean redirected;

  ParserScope(String text) {
    this.text = text;
    this.fixed = !SETS.matcher(text).find();
  }

  Map<String, String> variables() {
    return variables;
  }

  Set<String> functions() {
    return functions;
  }

  int enter() {
    return ++depth;
  }

  void leave() {
    depth--;
  }

  /// From here on, a command may or may not run.
  void compound() {
    compound = true;
  }

  /// Notes a group of commands. If it has an input, its commands read that.
  void mayRedirect(CommandBuilder group) {
    redirected |= group.isRedirected();
  }

  /// Adds a command that was read, between two operators.
  void add(CommandBuilder command, String before, String after) {
    if (command.hasNoProgram() || command.words.getFirst().is("exec")) {
      mayRedirect(command);
    }
    if (command.isEmpty()) {
      return;
    }
    commands.add(command);
    boolean always =
        depth == 0
            && !compound
            && ALWAYS.contains(before)
            && (ALWAYS.contains(after) || after.equals("&&"));
    if (command.hasNoProgram() && always && fixed) {
      command.assignments.forEach(this::assign);
    }
  }

  private void assign(ShellWord assignment) {
    int at = assignment.text().indexOf('=');
    String name = assignment.text().substring(0, at);
    long times =
        Pattern.compile(
                "(?<![A-Za-z0-9_$]|\\$\\{)%1$s(?![A-Za-z0-9_])|\\$\\{%1$s[^}]".formatted(name))
            .matcher(text)
            .results()
            .count();
    if (assignment.known() && times == 1) {
      variables.put(name, assignment.text().substring(at + 1));
    }
  }

  ShellScript script() {
    // What a function reads, its caller says.
    Input inherited =
        redirected || !functions.isEmpty()
            ? new Input.Pipe(Optional.empty())
            : new Input.Inherited();
    return new ShellScript(
        commands.stream().map(each -> each.build(inherited)).toList(), functions);
  }
}
