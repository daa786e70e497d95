package dev.molly;

import dev.molly.model.Gap;
import dev.molly.model.UserError;
import java.util.List;
import java.util.stream.Collectors;

/// Thrown when a requested resource was not found and some places could not be read, so that it
/// is unknown whether the resource exists. Exit code 4.
public final class IncompleteLookupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private IncompleteLookupException(String message) {
    super(message);
  }

  /// Returns the exception for a resource that was not found: a user error, or an incomplete
  /// lookup when some places could not be read.
  ///
  /// @param what the problem, as a sentence
  /// @param next the next command, for a resource that does not exist
  public static RuntimeException notFound(String what, List<Gap> gaps, String next) {
    return gaps.isEmpty()
        ? new UserError(what + "\n" + next)
        : new IncompleteLookupException(
            what
                + " Not everywhere could be looked, so it is not known: "
                + gaps.stream().map(Gap::why).distinct().collect(Collectors.joining("; "))
                + "\nGrant what is missing: molly explain permissions");
  }
}
