package dev.molly.plan;

import dev.molly.model.ExitCode;
import dev.molly.text.IdentifierSyntax;
import java.util.List;

/// A guard's reason for saying no.
///
/// @param guard which guard: `blast-radius`
/// @param reason what is not as it must be
/// @param remedy what would satisfy the guard
public record Refusal(String guard, String reason, String remedy) {
  private static final String TROUBLE = "trouble";

  public Refusal {
    IdentifierSyntax.kebab(guard, "a guard");
  }

  /// No guard's, but molly's own: something went wrong with one resource, which is left then.
  ///
  /// @param what what went wrong, and with which resource
  /// @param command the command that it went wrong in
  public static Refusal trouble(String what, String command) {
    return new Refusal(
        TROUBLE, what, "run it again with -v, and report what it says: molly " + command + " -v");
  }

  /// What a command exits with that was refused for these reasons and did nothing.
  public static ExitCode exitCode(List<Refusal> reasons) {
    if (reasons.isEmpty()) {
      return ExitCode.CLEAN;
    }
    boolean trouble = reasons.stream().anyMatch(reason -> reason.guard().equals(TROUBLE));
    return trouble ? ExitCode.INCOMPLETE : ExitCode.REFUSED;
  }
}
