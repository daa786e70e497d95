package dev.molly.plan;

import dev.molly.model.ExitCode;
import dev.molly.text.IdentifierSyntax;
import java.util.List;

/// A guard's reason to refuse a plan.
///
/// @param guard the name of the guard, such as `blast-radius`
/// @param reason the violated condition
/// @param remedy the action that would satisfy the guard
public record Refusal(String guard, String reason, String remedy) {
  private static final String TROUBLE = "trouble";

  public Refusal {
    IdentifierSyntax.kebab(guard, "a guard");
  }

  /// Returns a refusal by molly itself instead of a guard: an error occurred with one resource,
  /// which is skipped.
  ///
  /// @param what the error, with the resource
  /// @param command the command in which it occurred
  public static Refusal trouble(String what, String command) {
    return new Refusal(
        TROUBLE, what, "run it again with -v, and report what it says: molly " + command + " -v");
  }

  /// Returns the exit code of a command that was refused for these reasons and did nothing.
  public static ExitCode exitCode(List<Refusal> reasons) {
    if (reasons.isEmpty()) {
      return ExitCode.CLEAN;
    }
    boolean trouble = reasons.stream().anyMatch(reason -> reason.guard().equals(TROUBLE));
    return trouble ? ExitCode.INCOMPLETE : ExitCode.REFUSED;
  }
}
