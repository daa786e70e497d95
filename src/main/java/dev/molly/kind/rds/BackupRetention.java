package dev.molly.kind.rds;

import dev.molly.kind.ReadFailures;
import dev.molly.kind.Remediation;
import dev.molly.model.Control;
import dev.molly.model.Protection;
import dev.molly.model.Resource;
import dev.molly.plan.Change;
import dev.molly.retire.Blocker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;

/// How long automated backups are kept: a number of days, including a pending change that AWS
/// will apply later.
final class BackupRetention<D> extends RdsControl<D> {
  /// The default, if the rule requires no particular retention.
  private static final long USUAL_DAYS = 7;

  /// The maximum retention of automated backups (RDS API, ModifyDBInstance).
  private static final long MOST_DAYS = 35;

  private final Function<D, @Nullable Integer> applied;
  private final Function<D, @Nullable Integer> pending;
  private final Setter<Integer> setter;

  /// @param applied reads the current retention
  /// @param pending reads the pending retention; null if no change is pending
  BackupRetention(
      Control control,
      RdsResources<D> resources,
      Function<D, @Nullable Integer> applied,
      Function<D, @Nullable Integer> pending,
      Setter<Integer> setter) {
    super(control, resources);
    this.applied = applied;
    this.pending = pending;
    this.setter = setter;
  }

  @Override
  String setting(D shown) {
    Integer later = pending.apply(shown);
    Integer days = later == null ? applied.apply(shown) : later;
    if (days == null) {
      throw ReadFailures.unsaid("BackupRetentionPeriod");
    }
    return days.toString();
  }

  @Override
  Protection protection(D shown) {
    Integer days = applied.apply(shown);
    if (days == null) {
      return ReadFailures.because(ReadFailures.unsaid("BackupRetentionPeriod"));
    }
    if (days == 0) {
      return new Protection.Off("automated backups are off");
    }
    return new Protection.OnFor(
        Duration.ofDays(days),
        "automated backups are kept " + days + (days == 1 ? " day" : " days"));
  }

  /// Returns the change to the required backup retention, or to a week if none is required; the
  /// current retention is never shortened.
  @Override
  Remediation remediation(D shown, Duration atLeast) {
    String held = setting(shown);
    long days = days(atLeast);
    if (Long.parseLong(held) < days) {
      return days > MOST_DAYS
          ? new Remediation.NotPossible(
              "RDS keeps automated backups for "
                  + MOST_DAYS
                  + " days at most; AWS Backup can do "
                  + days)
          : new Remediation.Fix(RdsControls.BACKUPS, held, String.valueOf(days));
    }
    Integer now = applied.apply(shown);
    if (now == null) {
      throw ReadFailures.unsaid("BackupRetentionPeriod");
    }
    return now < days
        ? new Remediation.NotPossible(
            "keeping them for %s days is pending: AWS applies it in the next maintenance window"
                .formatted(held))
        : new Remediation.Compliant();
  }

  @Override
  Optional<Change> fix(Resource scanned, Duration atLeast) {
    long from =
        scanned.controls().get(RdsControls.BACKUPS) instanceof Protection.OnFor(var length, var why)
            ? length.toDays()
            : 0;
    long to = days(atLeast);
    return from < to && to <= MOST_DAYS
        ? Optional.of(
            new Change(
                scanned.ref(), RdsControls.BACKUPS, String.valueOf(from), String.valueOf(to)))
        : Optional.empty();
  }

  /// Rounded up to whole days.
  private static long days(Duration atLeast) {
    return atLeast.isZero() ? USUAL_DAYS : atLeast.plusDays(1).minusNanos(1).toDays();
  }

  @Override
  public boolean protects(Change change) {
    return Integer.parseInt(change.to()) > Integer.parseInt(change.from());
  }

  @Override
  String option(Change change) {
    return "--backup-retention-period " + change.to();
  }

  /// "An outage occurs if you change the backup retention period of a DB instance from 0 to a
  /// nonzero value or from a nonzero value to 0" (RDS User Guide, "Backup retention period"). A
  /// shorter retention removes the backups that are older, which happens in an undo. Backup
  /// storage is free up to the size of a region's databases, or of the cluster.
  ///
  /// Source: https://aws.amazon.com/rds/pricing/, https://aws.amazon.com/rds/aurora/pricing/
  @Override
  String cost(Change change) {
    int from = Integer.parseInt(change.from());
    int to = Integer.parseInt(change.to());
    var costs = new ArrayList<String>();
    if (to < from) {
      costs.add("AWS deletes the automated backups that are older than " + to + " days");
    }
    if (to > from) {
      costs.add("backups beyond the free amount, the size of the database storage, are billed");
    }
    if (from == 0 || to == 0) {
      costs.add(
          "the database may be unavailable for a short time when AWS applies it, in the next"
              + " maintenance window; until then no undo takes it back, but says which command"
              + " does");
    }
    return String.join("; ", costs);
  }

  /// A change that waits for the maintenance window is taken back with the value that holds, "by
  /// using the AWS CLI and specifying the --apply-immediately option" (RDS User Guide,
  /// USER_ModifyInstance.ApplyImmediately). Molly never uses that option: it applies all that
  /// waits.
  @Override
  Optional<Blocker> blockerOfInverse(D shown, Change back) {
    Integer later = pending.apply(shown);
    Integer now = applied.apply(shown);
    return later == null || now == null || !now.toString().equals(back.to())
        ? Optional.empty()
        : Optional.of(
            new Blocker(
                RdsBlockers.PENDING,
                ("%s waits for the maintenance window, and AWS takes it back only with an option"
                        + " that applies all that waits")
                    .formatted(back.from()),
                "see that nothing else waits, then: "
                    + call(back).command()
                    + " --apply-immediately",
                false));
  }

  @Override
  void set(RdsClient rds, String name, String setting) {
    setter.set(rds, name, Integer.valueOf(setting));
  }
}
