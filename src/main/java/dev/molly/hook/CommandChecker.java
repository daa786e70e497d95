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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Decides about a command line, by the strictest verdict on the commands in it.
public final class CommandChecker {
  private static final int DEEPEST = 12;

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

  private final ScriptFiles files;
  private final ScriptRunners runners;
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
    this.files = new ScriptFiles(file);
    this.runners = new ScriptRunners(files, this::check);
    rules.put("aws", new AwsRule(interceptor, isAlias, molly, false));
    rules.put("molly", new MollyRule(new AwsRule(interceptor, isAlias, molly, true)));
    put(TerraformRule.PROGRAMS, new TerraformRule(molly));
    put(KubernetesRule.PROGRAMS, new KubernetesRule(this::elsewhere));
    put(SqlRule.programs(), new SqlRule(files::certain));
    put(DeploymentTools.programs(), new DeploymentTools());
    put(MigrationTools.programs(), new MigrationTools());
  }

  private void put(Set<String> programs, ProgramRule rule) {
    programs.forEach(program -> rules.put(program, rule));
  }

  /// Returns the verdict on a command line.
  public Verdict check(String commandLine) {
    ScriptFiles.Folders before = files.folders();
    Verdict verdict = check(commandLine, 0, new Input.Inherited());
    files.reset(before);
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
          "This command line is not understood: %s.".formatted(e.why()),
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
    return files
        .text(value)
        .map(text -> runners.script(call, text, depth))
        .orElseGet(() -> runners.text(call, ShellWord.of(value), depth));
  }

  /// Decides about a program and its arguments.
  ///
  /// @param direct whether they are the command itself, and not behind a wrapper
  private Verdict check(List<ShellWord> words, ShellCommand command, int depth, boolean direct) {
    if (words.isEmpty()) {
      return Verdict.pass();
    }
    ShellWord word = words.getFirst();
    // A file system that knows no case, as that of macOS, finds it by any.
    String program = ShellWords.program(word).toLowerCase(Locale.ROOT);
    if (program.indexOf(ShellWord.UNKNOWN) >= 0 || word.several() || depth > DEEPEST) {
      return Verdict.ask(
          "The name of the program '%s' is only known when the shell runs it."
              .formatted(word.shown()),
          "Write the program out.");
    }
    var call = new Invocation(program, word, words.subList(1, words.size()), command, direct);
    ProgramRule rule = rules.get(program);
    if (rule != null) {
      return rule.check(call);
    }
    if (Wrappers.has(program)) {
      Wrappers.folder(call).ifPresent(files::change);
      return Wrappers.commands(call)
          .map(
              commands ->
                  commands.isEmpty() && ScriptRunners.reads(program)
                      ? runners.stdin(call, depth)
                      : commands.stream()
                          .map(each -> check(each, command, depth + 1, false))
                          .reduce(Verdict.pass(), Verdict::and))
          .orElseGet(
              () ->
                  Verdict.ask("The command that '%s' runs is not known.".formatted(call.shown())));
    }
    if (TERMINALS.contains(program) && all(call).contains("molly")) {
      return Verdict.deny(
          "'%s' would give molly a terminal, at which only a person confirms."
              .formatted(call.shown()));
    }
    Optional<Verdict> ran = runners.check(call, depth);
    if (ran.isPresent()) {
      return ran.get();
    }
    return switch (program) {
      case "git" -> git(call, depth);
      case "cd", "pushd" -> {
        change(call);
        yield Verdict.pass();
      }
      case "hash", "enable", "shopt" ->
          call.has(RENAMES.getOrDefault(program, ""))
              ? Verdict.ask("'%s' may give a program another name.".formatted(call.shown()))
              : Verdict.pass();
      default -> other(call, word, depth);
    };
  }

  private void change(Invocation call) {
    List<ShellWord> operands = call.operands();
    if (operands.size() == 1) {
      files.change(operands.getFirst());
    } else if (!operands.isEmpty() || call.program().equals("cd")) {
      files.change(ShellWord.unknown());
    }
  }

  /// What a program is given, in its arguments and to read.
  private String all(Invocation call) {
    return ShellWords.joined(call.arguments()).text() + "\n" + runners.input(call);
  }

  private Verdict other(Invocation call, ShellWord word, int depth) {
    Optional<Verdict> given = runners.given(call, depth);
    if (given.isPresent()) {
      return given.get().and(within(call, depth));
    }
    if (Interpreters.has(call.program())) {
      return new Interpreters(files::text).check(call).and(within(call, depth));
    }
    if (HarmlessPrograms.has(call.program())) {
      return Verdict.pass();
    }
    if (SuspiciousText.is(all(call)) || isNamedForIt(call)) {
      return Verdict.ask(
          "'%s' may destroy something, and is not understood.".formatted(call.shown()));
    }
    Verdict within = within(call, depth);
    return word.text().contains("/") && word.known()
        ? within.and(runners.executable(call, word, depth))
        : within;
  }

  /// A program that is not known may run a command in its arguments, as words or as a text:
  /// `docker exec db psql`, `poetry run python`, `tmux new 'bash x.sh'`.
  private Verdict within(Invocation call, int depth) {
    List<ShellWord> words = call.arguments();
    boolean runs = call.program().equals("npm") && (call.has("exec") || call.has("x"));
    if (TEXT_PROGRAMS.contains(call.program()) && !runs) {
      return Verdict.pass();
    }
    Verdict all = Verdict.pass();
    for (int at = 0; at < words.size(); at++) {
      String text = words.get(at).text().replaceFirst("^([A-Za-z._-]+=)?[!+:|]*", "");
      List<String> inside = List.of(text.strip().split("\\s+", -1));
      List<ShellWord> behind = words.subList(at, words.size());
      if (inside.size() > 1 && isCommand(inside.stream().map(ShellWord::of).toList())) {
        all = all.and(runners.text(call, ShellWord.of(text), depth));
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
        || ((ScriptRunners.isShell(program) || Interpreters.has(program))
            && words.stream()
                .skip(1)
                .anyMatch(
                    each ->
                        each.text().matches("-[a-zA-Z]*c") || files.text(each.text()).isPresent()));
  }

  /// A task of a build tool that is called `destroy` or the like.
  private static boolean isNamedForIt(Invocation call) {
    return call.program()
            .matches(
                "make|just|task|npm|npx|yarn|pnpm|bunx|rake|rails|bundle|invoke|inv|fab|mage"
                    + "|bazel|gradle|gradlew|mvn|nx|turbo|act|ansible-playbook|heroku|fly|flyctl")
        && call.arguments().stream()
            .anyMatch(
                each ->
                    !each.text().startsWith("-")
                        && each.text()
                            .matches(
                                "(?i).*(destroy|teardown|tear-down|nuke|undeploy).*"
                                    + "|(.*[:._-])?drop([:._-].*)?|(db|pg):(migrate:)?reset"
                                    + "|db:(purge|schema:load|structure:load|truncate_all)"
                                    + "|.*flyway.*clean|.*liquibase.*dropall"));
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
