package dev.molly.cli;

import dev.molly.AccountChanges;
import dev.molly.plan.Refusal;
import java.util.List;
import java.util.Optional;

/// The warning that the clock is wrong, for commands that compare times. Writes that depend on
/// the clock are refused by a guard; this warning covers the output, in which a wrong clock can
/// make resources appear due.
final class ClockWarning {
  private ClockWarning() {}

  /// Prints the warning once.
  ///
  /// @param refused the refusals so far; a refusal by the clock guard has already reported the
  ///     problem
  /// @return whether it warned
  static boolean warn(AccountChanges changes, List<Refusal> refused, Terminal terminal) {
    if (refused.stream().anyMatch(each -> each.guard().equals("clock"))) {
      return false;
    }
    Optional<Refusal> off = changes.clockRefusal();
    off.ifPresent(
        wrong ->
            terminal
                .err()
                .println(
                    "molly: %s: what is due, and who is told of it, cannot be relied on. Do this first: %s (molly explain clock)"
                        .formatted(wrong.reason(), wrong.remedy())));
    return off.isPresent();
  }
}
