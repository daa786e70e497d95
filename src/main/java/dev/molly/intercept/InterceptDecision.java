package dev.molly.intercept;

import java.util.Map;
import java.util.Optional;

/// The decision on a command that was intended for `aws`.
public sealed interface InterceptDecision {
  /// The real `aws` runs the command.
  record PassThrough() implements InterceptDecision {}

  /// The command would destroy resources, which are retired instead.
  record Stage(DeleteRequest request) implements InterceptDecision {}

  /// The real `aws` runs the command, unless molly relies on the resource that the command would
  /// destroy. This requires a call to AWS.
  ///
  /// @param identifier the AWS identifier of the resource
  /// @param where the target account, region and endpoint
  record Ask(ProtectedCommand what, String identifier, DeleteRequest.Location where)
      implements InterceptDecision {
    /// Checks with AWS.
    ///
    /// @return the refusal; empty if the command may pass
    public Optional<Refuse> refusal(Map<String, String> environment) {
      return switch (DependencyCheck.of(what, identifier, where.origin(environment))) {
        case DependencyCheck.Result.Unused free -> Optional.empty();
        case DependencyCheck.Result.InUse(var why, var next) ->
            Optional.of(
                new Refuse(
                    "'aws %s' was refused: %s %s %s. Nothing was done"
                        .formatted(what, what.noun(), identifier, why),
                    next));
      };
    }
  }

  /// The command is not run.
  ///
  /// @param why a sentence for the user who typed the command
  /// @param next the next command to type
  record Refuse(String why, String next) implements InterceptDecision {}
}
