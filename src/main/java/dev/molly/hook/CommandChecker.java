package dev.molly.hook;

import dev.molly.hook.shell.ShellCommand;
import dev.molly.hook.shell.ShellCommand.Input;
import dev.molly.hook.shell.ShellParser;
import dev.molly.hook.shell.ShellScript;
import dev.molly.hook.shell.ShellSyntaxException;
import dev.molly.hook.shell.ShellWord;
import dev.molly.intercept.InterceptDecision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Decides about a command line, by the strictest verdict on the commands in it.
public final class CommandChecker {
  private static final int DEEPEST = 12;

  private static final Set<String> SHELLS =
      Set.of("sh", "bash", "zsh", "dash", "ksh", "ash", "mksh", "fish");

  /// Programs that run a text in one of their arguments with a shell, by the option in front.
  private static final Map<String, Set<String>> TEXTS =
      Map.of(
          "su", Set.of("-c", "--command"),
          "runuser", Set.of("-c", "--command"),
          "nix-shell", Set.of("--run", "--command"));

  /// Programs that give a command a terminal, at which a person would confirm.
  private static final Set<String> TERMINALS =
      Set.of("script", "expect", "unbuffer", "tmux", "screen", "socat", "ssh", "autoexpect");

  private static final List<String> OF_SSH =
      List.of(
          "-b", "-c", "-D", "-E", "-e", "-F", "-I", "-i", "-J", "-L", "-l", "-m", "-O", "-o", "-p",
          "-Q", "-R", "-S", "-W", "-w");

  private final Function<String, Optional<String>> file;
  private final Map<String, ProgramRule> rules = new HashMap<>();

  /// @param interceptor the decision of `molly aws` on these arguments
  /// @param isAlias whether a word is an alias of the AWS CLI
  /// @param file reads a file by its path, as the agent's shell would; empty if there is no such
  ///     file, or it is no text
  /// @param molly the program `molly`, quoted for a shell
  public CommandChecker(
      Function<List<String>, InterceptDecision> interceptor,
      Predicate<String> isAlias,
      Function<String, Optional<String>> file,
      String molly) {
    this.file = file;
    var aws = new AwsRule(interceptor, isAlias, molly);
    rules.put("aws", aws);
    rules.put("molly", new MollyRule(aws));
    put(TerraformRule.PROGRAMS, new TerraformRule(molly));
    put(KubernetesRule.PROGRAMS, new KubernetesRule(this::elsewhere));
    put(SqlRule.programs(), new SqlRule(file));
    put(DeploymentTools.programs(), new DeploymentTools());
  }

  private void put(Set<String> programs, ProgramRule rule) {
    programs.forEach(program -> rules.put(program, rule));
  }

  /// Returns the verdict on a command line.
  public Verdict check(String commandLine) {
    return check(commandLine, 0);
  }

  private Verdict check(String text, int depth) {
    if (depth > DEEPEST) {
      return Verdict.ask("Commands are nested too deeply to be checked.");
    }
    try {
      ShellScript script = ShellParser.parse(text);
      return script.commands().stream()
          .map(command -> check(command, script, depth))
          .reduce(Verdict.pass(), Verdict::and);
    } catch (ShellSyntaxException e) {
      return Verdict.ask(
          "This command line is not understood (%s), so what it does is not known."
              .formatted(e.why()),
          "Write it more simply, one command at a time.");
    }
  }

  private Verdict check(ShellCommand command, ShellScript script, int depth) {
    boolean confirms =
        command.assignments().stream()
            .anyMatch(
                each -> each.text().matches("(?s)MOLLY_(CONFIRM|UNATTENDED|TOLD|APPLY)\\+?=.*"));
    if (confirms) {
      return Verdict.deny("A confirmation comes from a person at a terminal, not from a variable.");
    }
    if (command.words().isEmpty()
        || script.functions().contains(command.words().getFirst().text())) {
      return Verdict.pass();
    }
    return check(command.words(), command, depth, true);
  }

  /// Decides about a program and its arguments.
  ///
  /// @param direct whether they are the command itself, and not behind a wrapper
  private Verdict check(List<ShellWord> words, ShellCommand command, int depth, boolean direct) {
    if (words.isEmpty()) {
      return Verdict.pass();
    }
    ShellWord word = words.getFirst();
    String program = ShellWords.program(word);
    if (program.indexOf(ShellWord.UNKNOWN) >= 0 || word.several() || depth > DEEPEST) {
      return Verdict.ask(
          "Which program '%s' is cannot be said before the shell runs it.".formatted(word.shown()),
          "Write the program out.");
    }
    var call = new Invocation(program, word, words.subList(1, words.size()), command, direct);
    ProgramRule rule = rules.get(program);
    if (rule != null) {
      return rule.check(call);
    }
    if (Wrappers.has(program)) {
      return Wrappers.commands(call)
          .map(
              commands ->
                  commands.stream()
                      .map(each -> check(each, command, depth + 1, false))
                      .reduce(Verdict.pass(), Verdict::and))
          .orElseGet(() -> Verdict.ask("What '%s' runs is not known.".formatted(call.shown())));
    }
    if (SHELLS.contains(program)) {
      return shell(call, depth);
    }
    return switch (program) {
      case "eval" -> text(call, ShellWords.joined(call.arguments()), depth);
      case "watch", "hyperfine" ->
          text(
              call,
              ShellWords.joined(Options.behind(call.arguments(), Set.of("-n", "-w", "-r"))),
              depth);
      case "trap", "alias" -> each(call, depth);
      case "ssh" -> ssh(call, depth);
      case "source", "." ->
          call.arguments().isEmpty()
              ? Verdict.pass()
              : script(call, call.arguments().getFirst(), depth);
      case "git" -> git(call);
      default -> other(call, word, depth);
    };
  }

  private Verdict other(Invocation call, ShellWord word, int depth) {
    if (TEXTS.containsKey(call.program())) {
      return Options.value(call.arguments(), TEXTS.get(call.program()))
          .map(each -> text(call, each, depth))
          .orElseGet(Verdict::pass);
    }
    if (Interpreters.has(call.program())) {
      return new Interpreters(file).check(call);
    }
    if (HarmlessPrograms.has(call.program())) {
      return Verdict.pass();
    }
    if (TERMINALS.contains(call.program())
        && ShellWords.joined(call.arguments()).text().contains("molly")) {
      return Verdict.deny(
          "'%s' would give molly a terminal, at which only a person confirms."
              .formatted(call.shown()));
    }
    if (SuspiciousText.is(call.arguments()) || isNamedForIt(call)) {
      return Verdict.ask(
          "'%s' may destroy something, and is not understood.".formatted(call.shown()));
    }
    return word.text().contains("/") && word.known()
        ? executable(call, word, depth)
        : Verdict.pass();
  }

  /// A task of a build tool that is called `destroy` or the like.
  private static boolean isNamedForIt(Invocation call) {
    return call.program()
            .matches("make|just|task|npm|yarn|pnpm|bun|rake|invoke|inv|gradle|gradlew|mvn|nx|turbo")
        && call.arguments().stream()
            .anyMatch(
                each ->
                    !each.text().startsWith("-")
                        && each.text()
                            .matches("(?i).*(destroy|teardown|tear-down|nuke|undeploy|drop).*"));
  }

  private Verdict shell(Invocation call, int depth) {
    List<ShellWord> arguments = call.arguments();
    for (int at = 0; at < arguments.size(); at++) {
      String text = arguments.get(at).text();
      if (arguments.get(at).several()) {
        return unknownScript(call);
      }
      if (text.equals("-o") || text.equals("--rcfile") || text.equals("--init-file")) {
        at++;
      } else if (text.matches("-[a-zA-Z]*c[a-zA-Z]*") || text.equals("--command")) {
        return at + 1 < arguments.size()
            ? text(call, arguments.get(at + 1), depth)
            : Verdict.pass();
      } else if (text.equals("--version") || text.equals("--help")) {
        return Verdict.pass();
      } else if (text.equals("-s")) {
        break;
      } else if (!text.startsWith("-") && !text.startsWith("+")) {
        return script(call, arguments.get(at), depth);
      }
    }
    return switch (call.command().input()) {
      case Input.Text here -> text(call, here.text(), depth);
      case Input.File name -> script(call, name.name(), depth);
      case Input.Inherited none -> Verdict.pass();
      case Input.Pipe pipe ->
          PipedText.of(pipe)
              .map(each -> text(call, ShellWord.of(each), depth))
              .orElseGet(() -> unknownScript(call));
    };
  }

  private static Verdict unknownScript(Invocation call) {
    return Verdict.ask(
        "'%s' runs what it is given, and that is not known before it runs."
            .formatted(call.shown()));
  }

  /// Decides about a text that is run as a command line of its own.
  private Verdict text(Invocation call, ShellWord text, int depth) {
    return text.known() ? check(text.text(), depth + 1).withoutRewriting() : unknownScript(call);
  }

  private Verdict each(Invocation call, int depth) {
    return call.arguments().stream()
        .filter(word -> !word.text().startsWith("-"))
        .map(
            word ->
                call.program().equals("alias")
                    ? new ShellWord(word.text().replaceFirst("^[^=]*=?", ""), word.several(), -1)
                    : word)
        .limit(call.program().equals("trap") ? 1 : Long.MAX_VALUE)
        .filter(word -> !word.text().isEmpty())
        .map(word -> text(call, word, depth))
        .reduce(Verdict.pass(), Verdict::and);
  }

  private Verdict ssh(Invocation call, int depth) {
    List<ShellWord> behind = Options.operands(call.arguments(), OF_SSH);
    if (behind.size() > 1) {
      // Options of the remote command are not operands: take all that is behind the host.
      int host = call.arguments().indexOf(behind.getFirst());
      List<ShellWord> remote = call.arguments().subList(host + 1, call.arguments().size());
      ShellWord line = ShellWords.joined(remote);
      return line.text().contains("molly")
          ? other(call, ShellWord.of("ssh"), depth)
          : text(call, line, depth);
    }
    return call.command().input() instanceof Input.Text here
        ? text(call, here.text(), depth)
        : Verdict.pass();
  }

  /// A script in a file: what is in it now. What writes it in the same command line comes later.
  private Verdict script(Invocation call, ShellWord name, int depth) {
    Optional<String> text = name.known() ? file.apply(name.text()) : Optional.empty();
    return text.map(each -> script(call, each, depth)).orElseGet(() -> unknownScript(call));
  }

  private Verdict script(Invocation call, String text, int depth) {
    Verdict parsed = check(text, depth + 1).withoutRewriting();
    boolean worse = parsed.decision() == Decision.DENY || SuspiciousText.is(text);
    return parsed.decision() == Decision.PASS || !worse
        ? Verdict.pass()
        : Verdict.ask(
            "'%s' runs a script that may destroy something: %s"
                .formatted(call.shown(), parsed.reasons().getFirst()));
  }

  private Verdict executable(Invocation call, ShellWord word, int depth) {
    Optional<String> text = file.apply(word.text());
    if (text.isEmpty()) {
      return Verdict.pass();
    }
    String first = text.get().lines().findFirst().orElse("");
    if (first.matches("#!.*\\b(ba|da|k|z)?sh\\b.*")) {
      return script(call, text.get(), depth);
    }
    return SuspiciousText.is(text.get())
        ? Verdict.ask(
            "'%s' is a script that reaches AWS or a database and seems to delete."
                .formatted(call.shown()))
        : Verdict.pass();
  }

  /// Git runs commands for an alias (`-c alias.x=!...`), a rebase, a bisect or each submodule.
  private static Verdict git(Invocation call) {
    boolean runs =
        call.arguments().stream()
            .anyMatch(
                each ->
                    each.text()
                        .matches(
                            "(?s)-c|--config-env.*|--exec.*|-x|run|foreach|--upload-pack.*"
                                + "|--receive-pack.*|-O.*|--ext-diff"));
    return runs && SuspiciousText.is(call.arguments())
        ? Verdict.ask("'%s' may run a command that destroys something.".formatted(call.shown()))
        : Verdict.pass();
  }

  /// A command in a container or on another machine, where molly is not.
  private Verdict elsewhere(List<ShellWord> words) {
    var command = new ShellCommand(List.of(), words, new Input.Inherited(), Optional.empty());
    return check(words, command, 1, false).withoutRewriting();
  }
}
