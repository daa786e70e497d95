package dev.molly.cli;

import dev.molly.SupportedKinds;
import dev.molly.intercept.AwsCliBinary;
import dev.molly.intercept.CliEnvironment;
import dev.molly.intercept.DeleteReplacement;
import dev.molly.intercept.InterceptDecision;
import dev.molly.model.ExitCode;
import dev.molly.report.format.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// The `molly aws` command: all arguments after it belong to the AWS CLI, including `--help`.
@Command(
    name = "aws",
    preprocessor = AwsCommand.Verbatim.class,
    description =
        "The AWS CLI, with staged deletion in place of deletion: molly explain aws-drop-in.")
final class AwsCommand implements Callable<Integer> {
  private final SupportedKinds kinds;
  private final DeleteReplacement replacement;
  private final Terminal terminal;
  private final List<String> arguments = new ArrayList<>();

  AwsCommand(SupportedKinds kinds, DeleteReplacement replacement, Terminal terminal) {
    this.kinds = kinds;
    this.replacement = replacement;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return switch (kinds.intercept(arguments, CliEnvironment.ofProcess())) {
      case InterceptDecision.PassThrough pass ->
          new AwsCliBinary(terminal.environment()).run(arguments);
      case InterceptDecision.Stage(var request) -> {
        request.notes().forEach(note -> tell(note + "."));
        yield replacement.stage(request);
      }
      case InterceptDecision.Ask ask ->
          ask.refusal(terminal.environment())
              .map(no -> refuse(no, ExitCode.REFUSED))
              .orElseGet(() -> new AwsCliBinary(terminal.environment()).run(arguments));
      case InterceptDecision.Refuse no -> refuse(no, ExitCode.USAGE);
    };
  }

  private int refuse(InterceptDecision.Refuse no, ExitCode code) {
    tell(no.why() + ".");
    terminal.err().println("Next: " + PrintableText.of(terminal.invocation().complete(no.next())));
    return code.code();
  }

  private void tell(String sentence) {
    terminal.err().println("molly: " + PrintableText.of(sentence));
  }

  /// Takes all following arguments before picocli parses them.
  static final class Verbatim implements IParameterPreprocessor {
    @Override
    @SuppressWarnings("JdkObsolete") // picocli's own signature
    public boolean preprocess(
        Stack<String> words, CommandSpec spec, ArgSpec none, Map<String, Object> info) {
      var command = (AwsCommand) spec.userObject();
      while (!words.isEmpty()) {
        command.arguments.add(words.pop());
      }
      return true;
    }
  }
}
