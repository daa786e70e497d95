package dev.molly.intercept;

import java.util.Map;
import java.util.Optional;

/// What becomes of a command that was meant for `aws`.
public sealed interface Interception {
  /// The real `aws` does it.
  record PassThrough() implements Interception {}

  /// It would destroy something: that is retired instead.
  record Stage(Destruction destruction) implements Interception {}

  /// The real `aws` does it, unless molly relies on what it would destroy: AWS has to be asked.
  ///
  /// @param identifier what AWS calls it
  /// @param where the AWS that was meant
  record Ask(Guarded what, String identifier, Destruction.Where where) implements Interception {
    /// Asks.
    ///
    /// @return why it is refused; empty when it may pass
    public Optional<Refuse> refusal(Map<String, String> environment) {
      return switch (Keeping.of(what, identifier, where.origin(environment, what.service()))) {
        case Keeping.Result.Free free -> Optional.empty();
        case Keeping.Result.Kept(var why, var next) ->
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
  record Refuse(String why, String next) implements Interception {}
}
