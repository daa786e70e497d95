package dev.molly.cli;

import dev.molly.intercept.AwsArguments;
import dev.molly.intercept.Interception;
import dev.molly.intercept.RealAws;
import dev.molly.intercept.Stager;
import dev.molly.intercept.Surroundings;
import dev.molly.model.ExitCode;
import dev.molly.report.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// `molly aws`: everything behind it is the AWS CLI's own, `--help` too.
@Command(
    name = "aws",
    preprocessor = AwsCommand.Verbatim.class,
    description =
        "The AWS CLI, but what would destroy something retires it: molly explain aws-drop-in.")
final class AwsCommand implements Callable<Integer> {
  private final Stager stager;
  private final Terminal terminal;
  private final List<String> arguments = new ArrayList<>();

  AwsCommand(Stager stager, Terminal terminal) {
    this.stager = stager;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return switch (AwsArguments.read(arguments, Surroundings.ofProcess())) {
      case Interception.PassThrough pass -> new RealAws(terminal.environment()).run(arguments);
      case Interception.Stage(var destruction) -> {
        destruction.notes().forEach(note -> tell(note + "."));
        yield stager.stage(destruction);
      }
      case Interception.Ask ask ->
          ask.refusal(terminal.environment())
              .map(no -> refuse(no, ExitCode.REFUSED))
              .orElseGet(() -> new RealAws(terminal.environment()).run(arguments));
      case Interception.Refuse no -> refuse(no, ExitCode.USAGE);
    };
  }

  private int refuse(Interception.Refuse no, ExitCode code) {
    tell(no.why() + ".");
    terminal.err().println("Next: " + VisibleText.of(terminal.invocation().complete(no.next())));
    return code.code();
  }

  private void tell(String sentence) {
    terminal.err().println("molly: " + VisibleText.of(sentence));
  }

  /// Takes all that follows before picocli looks at it.
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
