package dev.molly.intercept;

import dev.molly.model.UserError;
import java.util.List;
import java.util.Map;

/// Tells `bin/molly` whether the shell may put the real `aws` in molly's place, and where that is.
/// A process that is replaced passes on exit code, terminal and signals as nothing in between can,
/// and this needs so few classes that it costs little.
///
/// Prints the path of the real `aws`, or nothing: then it is for `molly aws` to say why.
public final class AwsCliResolver {
  private AwsCliResolver() {}

  public static void main(String[] arguments) {
    System.out.print(answer(List.of(arguments), CliEnvironment.ofProcess(), System.getenv()));
  }

  static String answer(
      List<String> arguments, CliEnvironment around, Map<String, String> environment) {
    return switch (AwsArguments.read(arguments, around)) {
      case InterceptDecision.PassThrough pass -> path(new AwsCliBinary(environment));
      case InterceptDecision.Stage stage -> "";
      case InterceptDecision.Ask ask -> "";
      case InterceptDecision.Refuse refuse -> "";
    };
  }

  private static String path(AwsCliBinary aws) {
    try {
      return aws.path().toString();
    } catch (UserError saidLater) {
      return "";
    }
  }
}
