package dev.molly.report.change;

import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.report.format.Invocation;
import java.util.List;

/// The command to type after a plan was refused.
public final class RefusalNextCommand {
  private static final String BLAST_RADIUS = "blast-radius";
  private static final String DRIFT = "drift";

  private RefusalNextCommand() {}

  /// The same command, with the limit that it would take where the plan is too large; for a plan of
  /// resources that have changed since, the command that makes it again.
  ///
  /// @param again the command that tries again
  public static String command(
      String again, Invocation typed, Plan plan, List<Refusal> objections) {
    if (isStale(typed, plan, objections)) {
      return typed.complete("molly " + plan.command());
    }
    boolean tooMany = objections.stream().anyMatch(each -> each.guard().equals(BLAST_RADIUS));
    return tooMany && again.equals(typed.again())
        ? typed.again("--limit", String.valueOf(plan.resources()))
        : again;
  }

  /// Whether no trying again helps, because the plan is a saved one and the resources have changed.
  static boolean isStale(Invocation typed, Plan plan, List<Refusal> objections) {
    return objections.stream().anyMatch(each -> each.guard().equals(DRIFT))
        && !typed.isOf(plan.command());
  }
}
