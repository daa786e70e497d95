package dev.molly.hook;

import dev.molly.hook.shell.ShellWord;
import java.util.List;
import java.util.Set;

/// `molly` itself: a confirmation comes from a person at a terminal, and never from an agent.
///
/// @param aws the rule for what stands behind `molly aws`
record MollyRule(ProgramRule aws) implements ProgramRule {
  private static final Set<String> OF_A_PERSON = Set.of("--confirm", "--unattended", "--told");

  private static final List<String> WITH_VALUE =
      List.of("--config", "--state", "--region", "--profile", "--account");

  @Override
  public Verdict check(Invocation call) {
    List<ShellWord> operands = Options.behind(call.arguments(), WITH_VALUE);
    if (operands.isEmpty()) {
      return Verdict.pass();
    }
    if (operands.getFirst().is("aws")) {
      return aws.check(
          new Invocation(
              "aws",
              ShellWord.of("aws"),
              operands.subList(1, operands.size()),
              call.command(),
              call.direct()));
    }
    boolean confirms =
        call.arguments().stream()
            .anyMatch(
                each ->
                    each.text().length() > 3
                        && OF_A_PERSON.stream().anyMatch(option -> same(option, each.text())));
    if (confirms) {
      return Verdict.deny(
          "'%s' would confirm a plan in the place of a person.".formatted(call.shown()),
          "Show the plan (the same command without --confirm), and let the person confirm it at"
              + " their own terminal.");
    }
    if (call.arguments().stream().anyMatch(ShellWord::several)) {
      return Verdict.ask("'%s' may hold a confirmation.".formatted(call.shown()));
    }
    return switch (operands.getFirst().text()) {
      case "undo" -> ask(call, "takes off protection that molly put on");
      case "lease" -> ask(call, "takes protection off for a time");
      case "freeze" -> ask(call, "may end a freeze");
      case "sweep" -> ask(call, "stops and renames retired resources");
      case "hook", "shim" ->
          call.has("remove")
              ? Verdict.deny(
                  "'%s' would take this check away.".formatted(call.shown()),
                  "A person can do that at their own terminal.")
              : Verdict.pass();
      default ->
          operands.getFirst().known() ? Verdict.pass() : ask(call, "is only known when it runs");
    };
  }

  /// An option may be shortened, and have its value behind `=`.
  private static boolean same(String option, String text) {
    String name = text.replaceFirst("=.*", "");
    return name.startsWith("--") && name.length() > 3 && option.startsWith(name);
  }

  private static Verdict ask(Invocation call, String what) {
    return Verdict.ask("'%s' %s.".formatted(call.shown(), what));
  }
}
