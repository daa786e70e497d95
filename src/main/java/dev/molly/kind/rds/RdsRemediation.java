package dev.molly.kind.rds;

import dev.molly.kind.OnOff;
import dev.molly.kind.Remediation;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import java.time.Duration;
import java.util.Optional;

/// The remediations of a database or a cluster.
final class RdsRemediation {
  /// The default backup retention, if the rule requires no particular one.
  private static final long USUAL_DAYS = 7;

  /// The maximum retention of automated backups (RDS API, ModifyDBInstance).
  private static final long MOST_DAYS = 35;

  private RdsRemediation() {}

  /// Returns the change to the required backup retention, or to a week if none is required; the
  /// current retention is never shortened.
  ///
  /// @param applied the current retention in days
  /// @param held the setting, which includes a pending change
  static Remediation backups(int applied, String held, Optional<Duration> atLeast) {
    long days = days(atLeast);
    if (Long.parseLong(held) < days) {
      return days > MOST_DAYS
          ? new Remediation.NotPossible(
              "RDS keeps automated backups for "
                  + MOST_DAYS
                  + " days at most; AWS Backup can do "
                  + days)
          : new Remediation.Fix(RdsListings.BACKUPS, held, String.valueOf(days));
    }
    return applied < days
        ? new Remediation.NotPossible(
            "keeping them for %s days is pending: AWS applies it in the next maintenance window"
                .formatted(held))
        : new Remediation.Compliant();
  }

  /// Returns the change that makes the control pass, as far as a scan can determine it.
  static Optional<Change> seen(Resource resource, ControlId control, Optional<Duration> atLeast) {
    ResourceRef ref = resource.ref();
    if (!control.equals(RdsListings.BACKUPS)) {
      return Optional.of(new Change(ref, control, OnOff.OFF, OnOff.ON));
    }
    long from =
        resource.controls().get(control) instanceof Protection.OnFor(var length, var why)
            ? length.toDays()
            : 0;
    long to = days(atLeast);
    return from < to && to <= MOST_DAYS
        ? Optional.of(new Change(ref, control, String.valueOf(from), String.valueOf(to)))
        : Optional.empty();
  }

  /// Rounded up to whole days.
  private static long days(Optional<Duration> atLeast) {
    return atLeast.map(length -> length.plusDays(1).minusNanos(1).toDays()).orElse(USUAL_DAYS);
  }
}
