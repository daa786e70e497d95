package dev.molly.intercept;

import java.util.Map;
import java.util.Optional;

/// What becomes of a command that was meant for `aws`.
public sealed interface InterceptDecision {
  /// The real `aws` does it.
  record PassThrough() implements InterceptDecision {}

  /// It would destroy something: that is retired instead.
  record Stage(DeleteRequest request) implements InterceptDecision {}

  /// The real `aws` does it, unless molly relies on what it would destroy: AWS has to be asked.
  ///
  /// @param identifier what AWS calls it
  /// @param where the AWS that was meant
  record Ask(ProtectedCommand what, String identifier, DeleteRequest.Location where)
      implements InterceptDecision {
    /// Asks.
    ///
    /// @return why it is refused; empty when it may pass
    public Optional<Refuse> refusal(Map<String, String> environment) {
      return switch (DependencyCheck.of(
          what, identifier, where.origin(environment, what.service()))) {
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

  /// Nobody does it.
  ///
  /// @param why a sentence for the person who typed it
  /// @param next the next command to type
  record Refuse(String why, String next) implements InterceptDecision {}
}
