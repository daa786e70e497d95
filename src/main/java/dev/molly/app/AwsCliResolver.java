package dev.molly.app;

import dev.molly.SupportedKinds;
import dev.molly.intercept.AwsCliBinary;
import dev.molly.intercept.CliEnvironment;
import dev.molly.intercept.InterceptDecision;
import dev.molly.model.UserError;
import java.util.List;
import java.util.Map;

/// Reports to `bin/molly` whether the shell may replace molly with the real `aws`, and its path.
/// A replaced process passes on exit code, terminal and signals better than any intermediate
/// process, and the AOT cache contains the few classes that this one needs.
///
/// Prints the path of the real `aws`, or nothing; in the latter case `molly aws` reports the
/// reason. What has to be asked of AWS first is asked here: only the shell passes arguments on
/// byte by byte, whatever the locale.
public final class AwsCliResolver {
  private AwsCliResolver() {}

  public static void main(String[] arguments) {
    System.out.print(answer(List.of(arguments), CliEnvironment.ofProcess(), System.getenv()));
  }

  static String answer(
      List<String> arguments, CliEnvironment around, Map<String, String> environment) {
    try {
      boolean passes =
          switch (SupportedKinds.aws().intercept(arguments, around)) {
            case InterceptDecision.PassThrough pass -> true;
            case InterceptDecision.Stage stage -> false;
            case InterceptDecision.Ask ask -> ask.refusal(environment).isEmpty();
            case InterceptDecision.Refuse refuse -> false;
          };
      return passes ? new AwsCliBinary(environment).path().toString() : "";
    } catch (UserError saidLater) {
      return "";
    }
  }
}
