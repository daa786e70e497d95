package dev.molly.hook;

import dev.molly.hook.shell.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Programs that run the command in their arguments: `sudo`, `env`, `timeout`, `xargs`, `find`.
final class Wrappers {
  /// By program: its options with a value in the next argument, and the number of operands in
  /// front of the command.
  private static final Map<String, Form> FORMS =
      Map.ofEntries(
          form("sudo", "-u -g -h -p -C -r -t -U -D -R -T --user --group --host --chdir", 0),
          form("doas", "-u -C", 0),
          form("env", "-u -C --unset --chdir", 0),
          form("nice", "-n --adjustment", 0),
          form("ionice", "-c -n -p -P --class --classdata", 0),
          form("timeout", "-k -s --kill-after --signal", 1),
          form("stdbuf", "-i -o -e --input --output --error", 0),
          form("nohup", "", 0),
          form("setsid", "", 0),
          form("time", "-f -o --format --output", 0),
          form("command", "", 0),
          form("builtin", "", 0),
          form("exec", "-a", 0),
          form("caffeinate", "-t -w", 0),
          form("chronic", "", 0),
          form("flock", "-w -E --timeout --wait --conflict-exit-code", 1),
          form("strace", "-e -o -p -s -u -E -a -b -I -O -P -S -X", 0),
          form("taskset", "", 1),
          form("busybox", "", 0),
          form(
              "xargs",
              "-a -d -E -I -J -L -n -P -R -S -s --arg-file --delimiter --max-lines"
                  + " --max-args --max-procs --max-chars --process-slot-var",
              0));

  /// The options of a wrapper with the folder in which it runs its command.
  private static final Map<String, Set<String>> FOLDERS =
      Map.of("env", Set.of("-C", "--chdir"), "sudo", Set.of("-D", "--chdir"));

  private static final Form XARGS = FORMS.getOrDefault("xargs", new Form(Set.of(), 0));

  /// The option of xargs with the text to replace, in its spellings.
  private static final Pattern REPLACE =
      Pattern.compile("(?:-[0prtxo]*([IJi])|--replace(?:=|$))(.*)", Pattern.DOTALL);

  private Wrappers() {}

  private record Form(Set<String> withValue, int operands) {}

  private static Map.Entry<String, Form> form(String program, String withValue, int operands) {
    return Map.entry(program, new Form(WordSet.of(withValue), operands));
  }

  static boolean has(String program) {
    return FORMS.containsKey(program)
        || program.equals("find")
        || program.equals("aws-vault")
        || program.equals("chamber");
  }

  /// Returns the commands that a wrapper may run.
  ///
  /// @return empty if which command it runs is not known
  static Optional<List<List<ShellWord>>> commands(Invocation call) {
    List<ShellWord> arguments = call.arguments();
    return switch (call.program()) {
      case "find" -> Optional.of(ofFind(arguments));
      case "aws-vault", "chamber" -> Optional.of(List.of(behindDashes(arguments)));
      case "xargs" -> ofXargs(arguments);
      case "flock" ->
          call.has("-c") || call.has("--command") ? Optional.empty() : plain("flock", arguments);
      case "command" ->
          call.has("-v") || call.has("-V") ? Optional.of(List.of()) : plain("command", arguments);
      case "env" ->
          call.arguments().stream().anyMatch(each -> each.text().matches("-[a-zA-Z0]*S.*|--s.*"))
              ? Optional.empty()
              : plain("env", arguments);
      default -> plain(call.program(), arguments);
    };
  }

  /// Returns the folder in which a wrapper runs its command; empty if it does not change it.
  static Optional<ShellWord> folder(Invocation call) {
    return Options.value(call.arguments(), FOLDERS.getOrDefault(call.program(), Set.of()));
  }

  private static Optional<List<List<ShellWord>>> plain(String program, List<ShellWord> arguments) {
    Form form = FORMS.getOrDefault(program, new Form(Set.of(), 0));
    List<ShellWord> behind = Options.behind(arguments, form.withValue());
    int skipped = arguments.size() - behind.size();
    if (arguments.subList(0, skipped).stream().anyMatch(ShellWord::several)) {
      return Optional.empty();
    }
    int from = Math.min(form.operands(), behind.size());
    while (from < behind.size() && isAssignment(behind.get(from))) {
      from++;
    }
    List<ShellWord> command = behind.subList(from, behind.size());
    return Optional.of(command.isEmpty() ? List.of() : List.of(command));
  }

  static boolean isAssignment(ShellWord word) {
    return word.text().matches("(?s)[A-Za-z_][A-Za-z0-9_]*=.*");
  }

  /// What xargs reads becomes more arguments, or replaces a word in them.
  private static Optional<List<List<ShellWord>>> ofXargs(List<ShellWord> arguments) {
    String replaced = replaced(arguments);
    return plain("xargs", arguments)
        .map(commands -> commands.stream().map(each -> withInput(each, replaced)).toList());
  }

  /// Returns the text that xargs replaces; empty if there is none.
  private static String replaced(List<ShellWord> arguments) {
    int own = arguments.size() - Options.behind(arguments, XARGS.withValue()).size();
    String replaced = "";
    for (int at = 0; at < own; at++) {
      Matcher option = REPLACE.matcher(arguments.get(at).text());
      if (option.matches()) {
        boolean next = "IJ".contains(Objects.requireNonNullElse(option.group(1), "i"));
        String value = next && at + 1 < own ? arguments.get(at + 1).text() : "{}";
        replaced = option.group(2).isEmpty() ? value : option.group(2);
      }
    }
    return replaced;
  }

  private static List<ShellWord> withInput(List<ShellWord> command, String replaced) {
    if (!replaced.isEmpty()) {
      return command.stream().map(each -> replace(each, replaced)).toList();
    }
    var longer = new ArrayList<>(command);
    longer.add(ShellWord.unknown());
    return longer;
  }

  private static ShellWord replace(ShellWord word, String part) {
    return new ShellWord(
        word.text().replace(part, String.valueOf(ShellWord.UNKNOWN)), word.several(), word.start());
  }

  private static List<ShellWord> behindDashes(List<ShellWord> arguments) {
    for (int at = 0; at < arguments.size(); at++) {
      if (arguments.get(at).is("--")) {
        return arguments.subList(at + 1, arguments.size());
      }
    }
    // `aws-vault exec profile command`
    return arguments.subList(Math.min(2, arguments.size()), arguments.size());
  }

  private static List<List<ShellWord>> ofFind(List<ShellWord> arguments) {
    Predicate<ShellWord> runs =
        word -> Set.of("-exec", "-execdir", "-ok", "-okdir").contains(word.text());
    var commands = new ArrayList<List<ShellWord>>();
    for (int at = 0; at < arguments.size(); at++) {
      if (runs.test(arguments.get(at))) {
        commands.add(
            arguments.subList(at + 1, arguments.size()).stream()
                .takeWhile(each -> !each.is(";") && !each.is("+"))
                .map(each -> replace(each, "{}"))
                .toList());
      }
    }
    return commands;
  }
}
