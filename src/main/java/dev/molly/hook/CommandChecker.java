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
import java.util.regex.Pattern;

/// Decides about a command line, by the strictest verdict on the commands in it.
public final class CommandChecker {
  private static final int DEEPEST = 12;

  private static final Set<String> SHELLS =
      Set.of("sh", "bash", "zsh", "dash", "ksh", "ash", "mksh", "fish");

  /// Programs that run a text in one of their arguments with a shell, by the option in front.
  private static final Map<String, Set<String>> TEXTS =
      Map.of(
          "su", Set.of("-c", "-lc", "--command"),
          "runuser", Set.of("-c", "-lc", "--command"),
          "nix-shell", Set.of("--run", "--command"));

  /// Programs that run commands from their standard input.
  private static final Set<String> READERS = Set.of("su", "sudo", "doas", "newgrp", "at", "batch");

  /// Commands of the shell that give a program another name, by the option that does.
  private static final Map<String, String> RENAMES =
      Map.of("hash", "-p", "enable", "-f", "shopt", "expand_aliases");

  /// Changes of the files by which an agent is told to call molly.
  private static final Pattern SETTINGS =
      Pattern.compile(
          "(?s)(>|\\b(rm|mv|cp|ln|tee|chmod|truncate|unlink|sed\\s+-\\w*i|dd|install|checkout|restore)\\b)[^;|&\\n"
              + "]*(\\.(claude|gemini)/settings|\\.cursor/hooks|hooks/molly\\.json|bin/(molly|pass-through)\\b)"
              + "|disableAllHooks");

  /// Programs that search or send texts, and run none.
  private static final Set<String> TEXT_PROGRAMS =
      Set.of("gh", "glab", "rg", "ag", "ack", "sed", "less", "man", "npm", "brew", "apt-get");

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
    Verdict verdict = check(commandLine, 0, new Input.Inherited());
    return SETTINGS.matcher(commandLine).find()
        ? verdict.and(Verdict.ask("This may take molly's check of an agent's commands away."))
        : verdict;
  }

  /// @param outer what the commands read that have no input of their own
  private Verdict check(String text, int depth, Input outer) {
    if (depth > DEEPEST) {
      return Verdict.ask("Commands are nested too deeply to be checked.");
    }
    try {
      ShellScript script = ShellParser.parse(text);
      boolean changed = changesPrograms(script);
      return script.commands().stream()
          .map(command -> (changed ? command.alone() : command).within(outer))
          .map(command -> check(command, depth))
          .reduce(Verdict.pass(), Verdict::and);
    } catch (ShellSyntaxException e) {
      return Verdict.ask(
          "This command line is not understood (%s), so what it does is not known."
              .formatted(e.why()),
          "Write it more simply, one command at a time.");
    }
  }

  /// Returns whether a name in the script may mean another program than it says, so that no gate
  /// counts.
  private boolean changesPrograms(ShellScript script) {
    return script.functions().stream().anyMatch(rules::containsKey)
        || script.commands().stream()
            .anyMatch(
                each ->
                    (!each.words().isEmpty() && each.words().getFirst().is("alias"))
                        || Assignments.changeGate(each));
  }

  private Verdict check(ShellCommand command, int depth) {
    if (Assignments.confirm(command)) {
      return Verdict.deny("A confirmation comes from a person at a terminal, not from a variable.");
    }
    Verdict variables =
        Assignments.commands(command)
            .map(value -> check(value, command, depth))
            .reduce(Verdict.pass(), Verdict::and);
    return command.words().isEmpty()
        ? variables
        : variables.and(check(command.words(), command, depth, true));
  }

  /// Decides about a variable that holds a command, or the name of a script.
  private Verdict check(String value, ShellCommand command, int depth) {
    var call =
        new Invocation("sh", ShellWord.of("sh"), List.of(ShellWord.of(value)), command, false);
    return file.apply(value)
        .map(text -> script(call, text, depth))
        .orElseGet(() -> text(call, ShellWord.of(value), depth));
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
                  commands.isEmpty() && READERS.contains(program)
                      ? stdin(call, depth)
                      : commands.stream()
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
              ShellWords.joined(
                  Options.behind(call.arguments(), Set.of("-n", "-w", "-r", "--interval"))),
              depth);
      case "trap", "alias" -> each(call, depth);
      case "ssh" -> ssh(call, depth);
      case "source", "." ->
          call.arguments().isEmpty()
              ? Verdict.pass()
              : script(call, call.arguments().getFirst(), depth);
      case "git" -> git(call, depth);
      case "hash", "enable", "shopt" ->
          call.has(RENAMES.getOrDefault(program, ""))
              ? Verdict.ask("'%s' may give a program another name.".formatted(call.shown()))
              : Verdict.pass();
      default -> other(call, word, depth);
    };
  }

  private Verdict other(Invocation call, ShellWord word, int depth) {
    Optional<ShellWord> given =
        Options.value(call.arguments(), TEXTS.getOrDefault(call.program(), Set.of()));
    if (given.isPresent()) {
      return text(call, given.get(), depth).and(within(call, depth));
    }
    if (READERS.contains(call.program())) {
      return stdin(call, depth).and(within(call, depth));
    }
    if (Interpreters.has(call.program())) {
      return new Interpreters(file).check(call);
    }
    if (HarmlessPrograms.has(call.program())) {
      return Verdict.pass();
    }
    String all = ShellWords.joined(call.arguments()).text() + "\n" + input(call);
    if (TERMINALS.contains(call.program()) && all.contains("molly")) {
      return Verdict.deny(
          "'%s' would give molly a terminal, at which only a person confirms."
              .formatted(call.shown()));
    }
    if (SuspiciousText.is(all) || isNamedForIt(call)) {
      return Verdict.ask(
          "'%s' may destroy something, and is not understood.".formatted(call.shown()));
    }
    Verdict within = within(call, depth);
    return word.text().contains("/") && word.known()
        ? within.and(executable(call, word, depth))
        : within;
  }

  /// The text that a program reads, if it is known.
  private String input(Invocation call) {
    return switch (call.command().input()) {
      case Input.Text here -> here.text().text();
      case Input.File name -> file.apply(name.name().text()).orElse("");
      case Input.Pipe pipe -> PipedText.of(pipe, file).orElse("");
      case Input.Inherited none -> "";
    };
  }

  /// A program that is not known may run a command in its arguments, as words or as a text:
  /// `docker exec db psql`, `poetry run python`, `tmux new 'bash x.sh'`.
  private Verdict within(Invocation call, int depth) {
    List<ShellWord> words = call.arguments();
    if (TEXT_PROGRAMS.contains(call.program())) {
      return Verdict.pass();
    }
    Verdict all = Verdict.pass();
    for (int at = 0; at < words.size(); at++) {
      String text = words.get(at).text().replaceFirst("^([A-Za-z._-]+=)?[!+:|]*", "");
      List<String> inside = List.of(text.strip().split("\\s+", -1));
      List<ShellWord> behind = words.subList(at, words.size());
      if (inside.size() > 1 && isCommand(inside.stream().map(ShellWord::of).toList())) {
        all = all.and(text(call, ShellWord.of(text), depth));
      } else if (words.get(at).known() && isCommand(behind)) {
        all = all.and(check(behind, call.command(), depth + 1, false).withoutRewriting());
      }
    }
    boolean confirms =
        all.decision() == Decision.DENY
            && words.stream().anyMatch(each -> ShellWords.program(each).equals("molly"));
    return all.decision() == Decision.PASS || confirms
        ? all
        : Verdict.ask(
            "'%s' may run a command that destroys something: %s"
                .formatted(call.shown(), all.reasons().getFirst()));
  }

  /// Returns whether words are a command that has rules, or a script that can be read.
  private boolean isCommand(List<ShellWord> words) {
    String program = ShellWords.program(words.getFirst());
    return rules.containsKey(program)
        || ((SHELLS.contains(program) || Interpreters.has(program))
            && words.stream()
                .skip(1)
                .anyMatch(
                    each ->
                        each.text().matches("-[a-zA-Z]*c") || file.apply(each.text()).isPresent()));
  }

  /// A task of a build tool that is called `destroy` or the like.
  private static boolean isNamedForIt(Invocation call) {
    return call.program()
            .matches(
                "make|just|task|npm|npx|yarn|pnpm|bun|bunx|rake|rails|bundle|invoke|inv|fab|mage|php"
                    + "|bazel|gradle|gradlew|mvn|nx|turbo|act|ansible-playbook|heroku|fly|flyctl")
        && call.arguments().stream()
            .anyMatch(
                each ->
                    !each.text().startsWith("-")
                        && each.text()
                            .matches(
                                "(?i).*(destroy|teardown|tear-down|nuke|undeploy).*"
                                    + "|(.*[:._-])?drop([:._-].*)?|(db|pg):reset|migrate:(fresh|reset)"));
  }

  private Verdict shell(Invocation call, int depth) {
    List<ShellWord> arguments = call.arguments();
    boolean inline = false;
    for (int at = 0; at < arguments.size(); at++) {
      ShellWord word = arguments.get(at);
      String text = word.text();
      if (word.several()) {
        return unknownScript(call);
      }
      if (text.equals("--version") || text.equals("--help")) {
        return Verdict.pass();
      }
      if (!text.startsWith("-") && !text.startsWith("+")) {
        return inline ? text(call, word, depth) : script(call, word, depth);
      }
      if (text.equals("--rcfile") || text.equals("--init-file")) {
        return at + 1 < arguments.size()
            ? script(call, arguments.get(at + 1), depth)
            : Verdict.pass();
      }
      inline |= text.matches("-[a-zA-Z]*c[a-zA-Z]*") || text.equals("--command");
      at += text.matches("[-+][a-zA-Z]*[oO]") ? 1 : 0;
      if (!inline && text.matches("-[a-zA-Z]*s[a-zA-Z]*")) {
        return stdin(call, depth);
      }
    }
    return inline ? Verdict.pass() : stdin(call, depth);
  }

  /// A shell that reads its commands from the standard input.
  private Verdict stdin(Invocation call, int depth) {
    return switch (call.command().input()) {
      case Input.Text here -> read(call, here.text(), depth);
      case Input.File name -> script(call, name.name(), depth);
      case Input.Inherited none -> Verdict.pass();
      case Input.Pipe pipe ->
          PipedText.of(pipe, file)
              .map(each -> read(call, ShellWord.of(each), depth))
              .orElseGet(() -> unknownScript(call));
    };
  }

  private Verdict read(Invocation call, ShellWord text, int depth) {
    return text.known()
        ? check(text.text(), depth + 1, new Input.Inherited()).withoutRewriting()
        : unknownScript(call);
  }

  private static Verdict unknownScript(Invocation call) {
    return Verdict.ask(
        "'%s' runs what it is given, and that is not known before it runs."
            .formatted(call.shown()));
  }

  /// Decides about a text that is run as a command line of its own.
  private Verdict text(Invocation call, ShellWord text, int depth) {
    return text.known()
        ? check(text.text(), depth + 1, call.command().input()).withoutRewriting()
        : unknownScript(call);
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
    return stdin(call, depth);
  }

  /// A script in a file: what is in it now. What writes it in the same command line comes later.
  private Verdict script(Invocation call, ShellWord name, int depth) {
    Optional<String> text = name.known() ? file.apply(name.text()) : Optional.empty();
    return text.map(each -> script(call, each, depth)).orElseGet(() -> unknownScript(call));
  }

  private Verdict script(Invocation call, String text, int depth) {
    Verdict parsed = check(text, depth + 1, new Input.Inherited()).withoutRewriting();
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
  private Verdict git(Invocation call, int depth) {
    boolean runs =
        call.arguments().stream()
            .anyMatch(
                each ->
                    each.text()
                        .matches(
                            "(?s)-c|--config-env.*|--exec.*|-x|run|foreach|config|--upload-pack.*"
                                + "|--receive-pack.*|-O.*|--ext-?(diff|cmd).*|--[a-z]+-filter.*"));
    if (!runs) {
      return Verdict.pass();
    }
    return SuspiciousText.is(call.arguments())
        ? Verdict.ask("'%s' may run a command that destroys something.".formatted(call.shown()))
        : within(call, depth);
  }

  /// A command in a container or on another machine, where molly is not.
  private Verdict elsewhere(List<ShellWord> words, Input input) {
    var command = new ShellCommand(List.of(), words, input, Optional.empty());
    return check(words, command, 1, false).withoutRewriting();
  }
}
