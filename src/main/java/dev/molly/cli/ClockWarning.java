package dev.molly.cli;

import dev.molly.engine.run.ChangeService;
import dev.molly.plan.Refusal;
import java.util.List;

/// The warning of who works by the time, and whose clock is wrong. Where something would be written
/// that depends on it, a guard refuses it; but nothing may look due, or all of it, that is not.
final class ClockWarning {
  private ClockWarning() {}

  /// Says it once.
  ///
  /// @param refused what was refused already: where that was for the clock, it has been said
  static void warn(ChangeService changeService, List<Refusal> refused, Terminal terminal) {
    if (refused.stream().noneMatch(each -> each.guard().equals("clock"))) {
      changeService
          .clockRefusal()
          .ifPresent(
              wrong ->
                  terminal
                      .err()
                      .println(
                          "molly: %s: what is due, and who is told of it, cannot be relied on. Do this first: %s (molly explain clock)"
                              .formatted(wrong.reason(), wrong.remedy())));
    }
  }
}
