package dev.molly.intercept;

import dev.molly.model.UserError;
import java.util.List;
import java.util.Map;

/// Tells `bin/molly` whether the shell may put the real `aws` in molly's place, and where that is.
/// A process that is replaced passes on exit code, terminal and signals as nothing in between can,
/// and this needs so few classes that it costs little.
///
/// Prints the path of the real `aws`, or nothing: then it is for `molly aws` to say why.
public final class WhichAws {
  private WhichAws() {}

  public static void main(String[] arguments) {
    System.out.print(answer(List.of(arguments), Surroundings.ofProcess(), System.getenv()));
  }

  static String answer(
      List<String> arguments, Surroundings around, Map<String, String> environment) {
    return switch (AwsArguments.read(arguments, around)) {
      case Interception.PassThrough pass -> path(new RealAws(environment));
      case Interception.Stage stage -> "";
      case Interception.Ask ask -> "";
      case Interception.Refuse refuse -> "";
    };
  }

  private static String path(RealAws aws) {
    try {
      return aws.path().toString();
    } catch (UserError saidLater) {
      return "";
    }
  }
}
