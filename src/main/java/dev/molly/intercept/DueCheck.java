package dev.molly.intercept;

import dev.molly.aws.RequestOrigin;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import java.util.Optional;

/// Whether something may be destroyed now.
@FunctionalInterface
public interface DueCheck {
  /// Asks about one thing. What is not known is not due.
  ///
  /// @param doomed what is to be destroyed
  /// @param origin the AWS that the request goes to; empty when the SDK does not say
  Result of(Doomed doomed, Optional<RequestOrigin> origin);

  /// Something that a request would destroy. The request does not say whose it is.
  ///
  /// @param identifier as AWS calls it
  /// @param region empty when the SDK does not say
  record Doomed(KindId kind, String identifier, Optional<RegionId> region) {}

  /// The answer.
  sealed interface Result {
    /// It was retired, and its time has come.
    record Due() implements Result {}

    /// It may not be destroyed, or nobody knows.
    ///
    /// @param why goes on after "it"
    record NotDue(String why) implements Result {}
  }
}
