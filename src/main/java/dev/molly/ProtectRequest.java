package dev.molly;

import dev.molly.model.Finding;
import dev.molly.model.ScanReport;
import dev.molly.plan.Plan;
import java.util.function.Predicate;

/// A request to fix the findings of a scan, made by [Molly#protect].
public final class ProtectRequest {
  private final AccountChanges changes;
  private final ScanReport report;
  private Predicate<Finding> chosen = finding -> true;

  ProtectRequest(AccountChanges changes, ScanReport report) {
    this.changes = changes;
    this.report = report;
  }

  /// Chooses findings; if it is called several times, those that all of them choose.
  public ProtectRequest where(Predicate<Finding> wanted) {
    chosen = chosen.and(wanted);
    return this;
  }

  /// Returns the plan. Writes nothing.
  public Plan plan() {
    return changes.protect(report, chosen);
  }
}
