package dev.molly.cli;

import dev.molly.model.Gap;
import dev.molly.model.UserError;
import java.util.List;
import java.util.stream.Collectors;

/// Something that was asked for was not found, and not everywhere could be looked: nobody knows
/// whether it is there. Exit code 4.
final class IncompleteLookupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private IncompleteLookupException(String message) {
    super(message);
  }

  /// What to say of something that was not found: it is not there, unless somewhere could not be
  /// looked.
  ///
  /// @param what a sentence
  /// @param next what to type, where it is not there
  static RuntimeException notFound(String what, List<Gap> gaps, String next) {
    return gaps.isEmpty()
        ? new UserError(what + "\n" + next)
        : new IncompleteLookupException(
            what
                + " Not everywhere could be looked, so it is not known: "
                + gaps.stream().map(Gap::why).distinct().collect(Collectors.joining("; "))
                + "\nGrant what is missing: molly explain permissions");
  }
}
