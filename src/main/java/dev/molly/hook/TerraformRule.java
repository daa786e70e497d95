package dev.molly.hook;

import dev.molly.hook.shell.ShellCommand;
import dev.molly.hook.shell.ShellWord;
import dev.molly.text.ShellQuoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `terraform`, `tofu` and `terragrunt`: a plan is applied behind `molly gate` only.
///
/// @param molly the program `molly`, quoted for a shell
record TerraformRule(String molly) implements ProgramRule {
  static final Set<String> PROGRAMS = Set.of("terraform", "tofu", "terragrunt", "opentofu", "tf");

  /// Options of `apply` that do not change what a saved plan does.
  private static final Set<String> OF_A_SAVED_PLAN =
      Set.of(
          "-auto-approve",
          "--auto-approve",
          "-input=false",
          "-no-color",
          "-compact-warnings",
          "-json",
          "-lock=true");

  @Override
  public Verdict check(Invocation call) {
    List<ShellWord> arguments = call.arguments();
    int at = 0;
    while (at < arguments.size() && arguments.get(at).text().startsWith("-")) {
      if (arguments.get(at).several()) {
        return unclear(call);
      }
      at++;
    }
    if (at == arguments.size() || onlyTells(arguments, at)) {
      return Verdict.pass();
    }
    ShellWord verb = arguments.get(at);
    if (!verb.known()) {
      return unclear(call);
    }
    List<ShellWord> behind = arguments.subList(at + 1, arguments.size());
    if (call.program().equals("terragrunt")
        && !verb.is("apply")
        && arguments.stream().anyMatch(each -> each.text().matches("(destroy|apply)(-all)?"))) {
      return denied(call, "");
    }
    return switch (verb.text()) {
      case "destroy" -> denied(call, " -destroy");
      case "apply" -> apply(call, behind);
      case "run", "run-all" ->
          behind.stream().anyMatch(ShellWord::several) ? denied(call, "") : Verdict.pass();
      case "state" ->
          call.has("push")
              ? Verdict.ask(
                  "'%s' replaces the state; if it is wrong, a later apply deletes resources."
                      .formatted(call.shown()))
              : Verdict.pass();
      case "workspace" ->
          call.has("delete")
              ? Verdict.ask("'%s' deletes a state.".formatted(call.shown()))
              : Verdict.pass();
      default -> Verdict.pass();
    };
  }

  private static boolean onlyTells(List<ShellWord> arguments, int verb) {
    return arguments.subList(0, Math.min(verb + 2, arguments.size())).stream()
        .anyMatch(each -> each.is("-help") || each.is("--help") || each.is("-h"));
  }

  private Verdict apply(Invocation call, List<ShellWord> behind) {
    List<ShellWord> operands =
        behind.stream().filter(each -> !each.text().startsWith("-")).toList();
    boolean plain =
        behind.stream()
            .filter(each -> each.text().startsWith("-"))
            .allMatch(each -> OF_A_SAVED_PLAN.contains(each.text()) || isLimit(each));
    boolean saved = operands.size() == 1 && operands.getFirst().known() && plain;
    if (!saved) {
      return denied(call, call.has("-destroy") ? " -destroy" : "");
    }
    return gated(call, operands.getFirst())
        ? Verdict.pass()
        : Verdict.deny(
            "'%s' applies a plan that was not checked for deletions.".formatted(call.shown()),
            Verdict.INSTEAD + behindGate(call, operands.getFirst()));
  }

  private static boolean isLimit(ShellWord option) {
    return option.known() && option.text().matches("--?(parallelism|lock-timeout)=[0-9a-z]+");
  }

  private String behindGate(Invocation call, ShellWord plan) {
    String program = program(call);
    String name = ShellQuoting.quote(plan.text());
    return "%s show -json %s | %s gate - && %s apply %s"
        .formatted(program, name, molly, program, name);
  }

  /// The program with its own options, such as `-chdir=infra`.
  private static String program(Invocation call) {
    var text = new StringBuilder(call.program());
    call.arguments().stream()
        .takeWhile(each -> each.text().startsWith("-"))
        .forEach(each -> text.append(' ').append(each.shown()));
    return text.toString();
  }

  /// Returns whether the command runs only if `molly gate` has passed the same plan just before.
  private boolean gated(Invocation call, ShellWord plan) {
    Optional<ShellCommand> gate = call.command().afterSuccessOf();
    if (gate.isEmpty() || !(gate.get().input() instanceof ShellCommand.Input.Pipe pipe)) {
      return false;
    }
    List<ShellWord> words = gate.get().words();
    boolean isGate =
        words.size() == 3
            && (words.getFirst().is("molly") || words.getFirst().is(molly.replace("'", "")))
            && gate.get().assignments().isEmpty()
            && words.get(1).is("gate")
            && words.get(2).is("-");
    return isGate
        && call.direct()
        && pipe.from().filter(show -> texts(show.words()).equals(shown(call, plan))).isPresent();
  }

  /// The words that show the plan, with the same program and options.
  private static List<String> shown(Invocation call, ShellWord plan) {
    var words = new ArrayList<ShellWord>();
    words.add(call.word());
    call.arguments().stream().takeWhile(each -> each.text().startsWith("-")).forEach(words::add);
    words.addAll(List.of(ShellWord.of("show"), ShellWord.of("-json"), plan));
    return texts(words);
  }

  private static List<String> texts(List<ShellWord> words) {
    return words.stream().map(ShellWord::text).toList();
  }

  private Verdict denied(Invocation call, String destroy) {
    String program = program(call);
    return Verdict.deny(
        "'%s' may delete resources, and no plan of it was checked.".formatted(call.shown()),
        "molly gate checks a plan, and names a safer way for each deletion in it.",
        Verdict.INSTEAD
            + "%s plan%s -out tfplan && %s show -json tfplan | %s gate - && %s apply tfplan"
                .formatted(program, destroy, program, molly, program));
  }

  private static Verdict unclear(Invocation call) {
    return Verdict.ask(
        "'%s': the command is only known when it runs.".formatted(call.shown()),
        "Write the command out.");
  }
}
