package dev.molly.hook;

import dev.molly.hook.shell.ShellCommand.Input;
import dev.molly.hook.shell.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Programs that run scripts of other languages: what they do is looked at coarsely.
final class Interpreters implements ProgramRule {
  /// By language: the options with a text to run.
  private static final Map<String, Set<String>> INLINE =
      Map.ofEntries(
          Map.entry("python", Set.of("-c")),
          Map.entry("pypy", Set.of("-c")),
          Map.entry("ipython", Set.of("-c")),
          Map.entry("node", Set.of("-e", "--eval", "-p", "--print")),
          Map.entry("uv", Set.of()),
          Map.entry("bun", Set.of("-e", "--eval", "-p", "--print")),
          Map.entry("deno", Set.of("eval")),
          Map.entry("tsx", Set.of("-e", "--eval")),
          Map.entry("ts-node", Set.of("-e", "--eval")),
          Map.entry("ruby", Set.of("-e")),
          Map.entry("perl", Set.of("-e", "-E", "-ne", "-pe")),
          Map.entry("php", Set.of("-r")),
          Map.entry("lua", Set.of("-e")),
          Map.entry("groovy", Set.of("-e")),
          Map.entry("pwsh", Set.of("-c", "-Command", "-command")),
          Map.entry("osascript", Set.of("-e")));

  private static final Set<String> MODULE = Set.of("-m");

  /// Programs that run a script by the command `run`.
  private static final Set<String> RUNNERS = Set.of("uv", "deno", "bun");

  private final Function<String, Optional<String>> file;

  /// @param file reads a file; empty if there is none, or it is no text
  Interpreters(Function<String, Optional<String>> file) {
    this.file = file;
  }

  static boolean has(String program) {
    return INLINE.containsKey(program);
  }

  @Override
  public Verdict check(Invocation call) {
    var texts = new ArrayList<String>();
    Set<String> inline = INLINE.getOrDefault(call.program(), Set.of());
    Optional<ShellWord> given = Options.value(call.arguments(), inline);
    given.ifPresent(each -> texts.add(each.text()));
    switch (call.command().input()) {
      case Input.Text here -> texts.add(here.text().text());
      case Input.Pipe pipe -> PipedText.of(pipe, file).ifPresent(texts::add);
      case Input.File name -> file.apply(name.name().text()).ifPresent(texts::add);
      case Input.Inherited none -> {}
    }
    if (given.isEmpty()) {
      scripts(call).stream().flatMap(each -> file.apply(each).stream()).forEach(texts::add);
    }
    boolean made =
        given.filter(each -> each.text().strip().indexOf(ShellWord.UNKNOWN) == 0).isPresent();
    if (made) {
      return Verdict.ask(
          "'%s' runs a script that cannot be read before it runs.".formatted(call.shown()));
    }
    List<ShellWord> words = call.arguments();
    return texts.stream().anyMatch(SuspiciousText::is) || SuspiciousText.is(words)
        ? Verdict.ask(
            "'%s' runs a script that reaches AWS or a database and seems to delete."
                .formatted(call.shown()),
            "molly cannot check a script of another language: read it, or use the AWS CLI.")
        : Verdict.pass();
  }

  /// Returns the names that the file of a script may have: its own, or those of a module.
  private static List<String> scripts(Invocation call) {
    Optional<ShellWord> module = Options.value(call.arguments(), MODULE).filter(ShellWord::known);
    if (call.program().matches("python|pypy|uv") && module.isPresent()) {
      String path = module.get().text().replace('.', '/');
      return List.of(path + ".py", path + "/__main__.py");
    }
    List<ShellWord> operands =
        call.program().equals("uv")
            ? call.operands("--with", "--python", "-p", "--project")
            : call.operands("-W", "-X");
    return operands.stream()
        .dropWhile(each -> RUNNERS.contains(call.program()) && each.is("run"))
        .limit(1)
        .filter(ShellWord::known)
        .map(ShellWord::text)
        .toList();
  }
}
