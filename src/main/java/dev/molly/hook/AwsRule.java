package dev.molly.hook;

import dev.molly.hook.Verdict.Insertion;
import dev.molly.hook.shell.ShellWord;
import dev.molly.intercept.InterceptDecision;
import dev.molly.text.ShellQuoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// `aws`: what molly stages goes through `molly aws`, what takes protection off is denied, and
/// every other operation that destroys is asked about.
final class AwsRule implements ProgramRule {
  /// Global options with a value in the next argument.
  private static final Set<String> WITH_VALUE =
      WordSet.of(
          "--endpoint-url --output --query --profile --region --color --ca-bundle"
              + " --cli-read-timeout --cli-connect-timeout --cli-binary-format"
              + " --cli-error-format");

  private static final Set<String> WITHOUT_VALUE =
      WordSet.of(
          "--debug --no-verify-ssl --no-paginate --no-sign-request --v2-debug"
              + " --no-cli-pager --no-cli-auto-prompt");

  private static final String ONLY_IF_UNUSED =
      "'molly aws' runs it only if nothing that molly retired depends on it. It cannot be undone.";

  /// What stands for an argument that only the shell knows.
  private static final String UNKNOWN = "molly-unknown";

  private final Function<List<String>, InterceptDecision> interceptor;
  private final Predicate<String> isAlias;
  private final String molly;
  private final boolean behindMolly;

  /// @param interceptor the decision of `molly aws` on these arguments
  /// @param isAlias whether a word is an alias of the AWS CLI
  /// @param molly the program to put in front, quoted for a shell
  /// @param behindMolly whether the arguments are those of `molly aws`, which stages already
  AwsRule(
      Function<List<String>, InterceptDecision> interceptor,
      Predicate<String> isAlias,
      String molly,
      boolean behindMolly) {
    this.interceptor = interceptor;
    this.isAlias = isAlias;
    this.molly = molly;
    this.behindMolly = behindMolly;
  }

  @Override
  public Verdict check(Invocation call) {
    var words = new ArrayList<String>();
    List<ShellWord> arguments = call.arguments();
    int at = 0;
    while (at < arguments.size() && words.size() < 2) {
      ShellWord word = arguments.get(at);
      String text = word.text();
      if (word.is("--version") || word.is("help") || word.is("--help")) {
        return Verdict.pass();
      }
      boolean option = text.startsWith("-");
      boolean alone = WITHOUT_VALUE.contains(text) || (text.contains("=") && !word.several());
      boolean pair = WITH_VALUE.contains(text);
      if (pair && at + 1 < arguments.size() && arguments.get(at + 1).several()) {
        return unclear(call, arguments.get(at + 1));
      }
      if (option ? !alone && !pair : !word.known()) {
        return unclear(call, word);
      }
      if (!option) {
        words.add(text);
      }
      at += pair ? 2 : 1;
    }
    return words.size() < 2
        ? Verdict.pass()
        : check(call, words.get(0), words.get(1), arguments.subList(at, arguments.size()));
  }

  private static Verdict unclear(Invocation call, ShellWord word) {
    return Verdict.ask(
        "'%s': the operation cannot be determined, because of '%s' in front of it."
            .formatted(call.shown(), word.shown()),
        "Write service and operation out, directly behind 'aws'.");
  }

  private Verdict check(Invocation call, String service, String operation, List<ShellWord> behind) {
    if (isAlias.test(service)) {
      return Verdict.ask(
          "'aws %s' is an alias in ~/.aws/cli/alias, and aliases are not checked."
              .formatted(service),
          "Write the command out.");
    }
    boolean onlyTells =
        behind.stream().limit(1).anyMatch(each -> each.is("help"))
            || (behind.stream().anyMatch(each -> each.is("--dry-run") || each.is("--dryrun"))
                && behind.stream().noneMatch(each -> each.text().startsWith("--no-dry")));
    if (onlyTells || call.hasOption("--generate-cli-skeleton")) {
      return Verdict.pass();
    }
    return switch (interceptor.apply(texts(call))) {
      case InterceptDecision.Stage stage -> staged(call, Decision.REWRITE);
      case InterceptDecision.Ask ask -> staged(call, Decision.ASK);
      case InterceptDecision.Refuse refuse ->
          call.arguments().stream().allMatch(ShellWord::known)
              ? Verdict.deny(refuse.why() + ".", "Next: " + refuse.next())
              : staged(call, Decision.REWRITE);
      case InterceptDecision.PassThrough pass -> new AwsOperation(call, service, operation).check();
    };
  }

  private static List<String> texts(Invocation call) {
    return call.arguments().stream()
        .map(each -> each.text().replace(String.valueOf(ShellWord.UNKNOWN), UNKNOWN))
        .toList();
  }

  /// `molly aws` decides when it runs, with the arguments that the shell has expanded by then.
  private Verdict staged(Invocation call, Decision decision) {
    String what = "'%s' would delete for good.".formatted(call.shown());
    if (behindMolly) {
      return decision == Decision.REWRITE ? Verdict.pass() : Verdict.ask(what, ONLY_IF_UNUSED);
    }
    int place = call.word().start();
    if (place < 0 || !call.word().is("aws")) {
      return Verdict.deny(what, Verdict.INSTEAD + molly + " aws" + quoted(call.arguments()));
    }
    var insertion = new Insertion(place, molly + " ");
    return decision == Decision.REWRITE
        ? Verdict.rewrite(
            insertion,
            what,
            "'molly aws' plans a staged deletion instead, which can be undone, and writes nothing"
                + " without a person's confirmation at a terminal.")
        : new Verdict(Decision.ASK, List.of(what, ONLY_IF_UNUSED), List.of(insertion));
  }

  private static String quoted(List<ShellWord> arguments) {
    return arguments.stream()
        .map(each -> " " + ShellQuoting.quote(each.shown()))
        .collect(Collectors.joining());
  }
}
