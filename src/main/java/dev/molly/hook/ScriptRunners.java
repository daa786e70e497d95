package dev.molly.hook;

import dev.molly.hook.shell.ShellCommand.Input;
import dev.molly.hook.shell.ShellWord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Programs that run a text as a command line of its own: a shell, `eval`, `ssh`, `su -c`, and a
/// script that is called by its path.
final class ScriptRunners {
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

  private static final Set<String> OF_SSH =
      WordSet.of("-b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w");

  private final ScriptFiles files;
  private final LineCheck lines;

  /// @param lines decides about a command line
  ScriptRunners(ScriptFiles files, LineCheck lines) {
    this.files = files;
    this.lines = lines;
  }

  /// The check of a command line.
  interface LineCheck {
    /// Returns the verdict on a command line.
    ///
    /// @param depth how many command lines it is in
    /// @param outer what the commands read that have no input of their own
    Verdict check(String text, int depth, Input outer);
  }

  static boolean isShell(String program) {
    return SHELLS.contains(program);
  }

  /// Returns whether a program that is given no command runs what it reads.
  static boolean reads(String program) {
    return READERS.contains(program);
  }

  /// Returns the verdict on a program that only runs a text; empty if it is none.
  Optional<Verdict> check(Invocation call, int depth) {
    if (isShell(call.program())) {
      return Optional.of(shell(call, depth));
    }
    List<ShellWord> arguments = call.arguments();
    return switch (call.program()) {
      case "eval" -> Optional.of(text(call, ShellWords.joined(arguments), depth));
      case "watch", "hyperfine" -> Optional.of(text(call, repeated(arguments), depth));
      case "trap", "alias" -> Optional.of(each(call, depth));
      case "ssh" -> Optional.of(ssh(call, depth));
      case "source", "." -> arguments.stream().findFirst().map(each -> script(call, each, depth));
      default -> Optional.empty();
    };
  }

  private static ShellWord repeated(List<ShellWord> arguments) {
    return ShellWords.joined(Options.behind(arguments, Set.of("-n", "-w", "-r", "--interval")));
  }

  /// Returns the verdict on the text that a program runs beside its other arguments; empty if it
  /// runs none.
  Optional<Verdict> given(Invocation call, int depth) {
    Optional<Verdict> text =
        Options.value(call.arguments(), TEXTS.getOrDefault(call.program(), Set.of()))
            .map(each -> text(call, each, depth));
    return text.isEmpty() && reads(call.program()) ? Optional.of(stdin(call, depth)) : text;
  }

  /// The text that a program reads, if it is known.
  String input(Invocation call) {
    return switch (call.command().input()) {
      case Input.Text here -> here.text().text();
      case Input.File name -> files.text(name.name().text()).orElse("");
      case Input.Pipe pipe -> PipedText.of(pipe, files::text).orElse("");
      case Input.Inherited none -> "";
    };
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
  Verdict stdin(Invocation call, int depth) {
    return switch (call.command().input()) {
      case Input.Text here -> read(call, here.text(), depth);
      case Input.File name -> script(call, name.name(), depth);
      case Input.Inherited none -> Verdict.pass();
      case Input.Pipe pipe ->
          PipedText.of(pipe, files::certain)
              .map(each -> read(call, ShellWord.of(each), depth))
              .orElseGet(() -> unknownScript(call));
    };
  }

  private Verdict read(Invocation call, ShellWord text, int depth) {
    return run(call, text, depth, new Input.Inherited());
  }

  private static Verdict unknownScript(Invocation call) {
    return Verdict.ask(
        "'%s' runs a script that cannot be read before it runs.".formatted(call.shown()));
  }

  /// Decides about a text that is run as a command line of its own.
  Verdict text(Invocation call, ShellWord text, int depth) {
    return run(call, text, depth, call.command().input());
  }

  private Verdict run(Invocation call, ShellWord text, int depth, Input outer) {
    return text.known()
        ? lines.check(text.text(), depth + 1, outer).within(text.text())
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
      return text(call, line, depth);
    }
    return stdin(call, depth);
  }

  /// A script in a file: what is in it now. What writes it in the same command line comes later.
  private Verdict script(Invocation call, ShellWord name, int depth) {
    Optional<String> text = name.known() ? files.certain(name.text()) : Optional.empty();
    return text.map(each -> script(call, each, depth)).orElseGet(() -> unknownScript(call));
  }

  Verdict script(Invocation call, String text, int depth) {
    ScriptFiles.Folders before = files.folders();
    Verdict parsed = lines.check(text, depth + 1, new Input.Inherited()).withoutRewriting();
    files.reset(before);
    boolean worse = parsed.decision() == Decision.DENY || SuspiciousText.is(text);
    return parsed.decision() == Decision.PASS || !worse
        ? Verdict.pass()
        : Verdict.ask(
            "'%s' runs a script that may destroy something: %s"
                .formatted(call.shown(), parsed.reasons().getFirst()));
  }

  Verdict executable(Invocation call, ShellWord word, int depth) {
    if (files.isOpen(word.text())) {
      return unknownScript(call);
    }
    Optional<String> text = files.text(word.text());
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
}
