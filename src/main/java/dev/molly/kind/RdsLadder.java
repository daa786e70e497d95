package dev.molly.kind;

import dev.molly.model.Change;
import dev.molly.model.ControlId;
import dev.molly.model.Goal;
import dev.molly.model.Refusal;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.retire.Claim;
import dev.molly.retire.Ladder;
import dev.molly.retire.Levers;
import dev.molly.retire.Look;
import dev.molly.retire.Names;
import dev.molly.retire.Next;
import dev.molly.retire.Obstacle;
import dev.molly.retire.Retirement;
import dev.molly.retire.Rung;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a database or a cluster is retired: protected, copied, renamed so that nobody finds it by
/// accident, and only then stopped.
///
/// AWS forces that order: "You can't modify a stopped DB instance" (RDS User Guide,
/// USER_StopInstance). What is stopped is started first, as long as anything of it is to be
/// changed; and what AWS started again after seven days has nothing left to do but stop.
final class RdsLadder implements Ladder {
  /// The longest name of a database or an Aurora cluster, and that of a Multi-AZ DB cluster (RDS
  /// API, CreateDBCluster).
  private static final int LONGEST_NAME = 63;

  private static final int LONGEST_MULTI_AZ_NAME = 52;

  /// What it is called when it is retired.
  ///
  /// @param multiAz whether it is a Multi-AZ DB cluster
  static String retiredName(String name, Instant at, boolean multiAz) {
    return Names.identifier(name, at, multiAz ? LONGEST_MULTI_AZ_NAME : LONGEST_NAME);
  }

  @Override
  public List<Rung> rungs(Goal goal, Look now, Retirement record) {
    return switch (goal) {
      case RETIRED -> retired(now, record);
      case RESTORED -> restored(now, record);
      case PURGED -> purged(now, record);
    };
  }

  private List<Rung> retired(Look now, Retirement record) {
    boolean stops = obstacle(now, RdsObstacles.CANNOT_STOP).isEmpty();
    var rungs = new ArrayList<Rung>();
    rungs.add(Records.rung(record));
    rungs.addAll(
        whileAvailable(
            now,
            List.of(
                new Rung(Rds.DELETION, Switch.ON),
                new Rung(Levers.FINAL_COPY, FinalCopy.of(record).setting()),
                new Rung(Levers.NAME, retiredName(originalName(record), record.at(), !stops)))));
    if (stops) {
      rungs.add(new Rung(Levers.RUN_STATE, RdsStatus.STOPPED));
    }
    return rungs;
  }

  private List<Rung> restored(Look now, Retirement record) {
    var changed = new ArrayList<Rung>();
    changed.add(new Rung(Levers.NAME, originalName(record)));
    record.settings().forEach((control, setting) -> changed.add(new Rung(control, setting)));
    var rungs = new ArrayList<Rung>();
    rungs.add(Records.rung(record));
    rungs.addAll(whileAvailable(now, changed));
    rungs.add(new Rung(Levers.RUN_STATE, record.runState()));
    rungs.add(new Rung(Levers.CLAIM, ""));
    rungs.add(new Rung(Levers.RETIREMENT, ""));
    return rungs;
  }

  @Override
  public List<Rung> shield(Look now) {
    return whileAvailable(now, List.of(new Rung(Rds.DELETION, Switch.ON)));
  }

  /// Protection goes off as late as possible, but before the members go: those cannot be had back.
  private static List<Rung> purged(Look now, Retirement record) {
    var rungs = new ArrayList<Rung>();
    rungs.add(new Rung(Levers.FINAL_COPY, FinalCopy.of(record).setting()));
    rungs.add(Claim.rung(now));
    rungs.add(new Rung(Levers.RUN_STATE, RdsStatus.AVAILABLE));
    rungs.add(new Rung(Rds.DELETION, Switch.OFF));
    if (now.settings().containsKey(Levers.MEMBERS)) {
      rungs.add(new Rung(Levers.MEMBERS, RdsMembers.withoutTheNext(now.setting(Levers.MEMBERS))));
    }
    rungs.add(new Rung(Levers.EXISTENCE, Levers.GONE));
    return rungs;
  }

  /// Settings that AWS takes only while it runs: as long as one of them is not as it is to be, it
  /// has to.
  private List<Rung> whileAvailable(Look now, List<Rung> changed) {
    if (changed.stream().allMatch(rung -> isReached(now, rung))) {
      return changed;
    }
    var rungs = new ArrayList<Rung>();
    rungs.add(new Rung(Levers.RUN_STATE, RdsStatus.AVAILABLE));
    rungs.addAll(changed);
    return rungs;
  }

  private boolean isReached(Look now, Rung rung) {
    return same(rung.control(), now.setting(rung.control()), rung.to());
  }

  private static String originalName(Retirement record) {
    return record
        .name()
        .orElseThrow(() -> new IllegalStateException("every database has a name: " + record.uid()));
  }

  /// An obstacle that came up, or was there all along, blocks as soon as something is still to be
  /// done that it stands in the way of.
  @Override
  public Optional<Next.Blocked> blocked(Goal goal, Look now, Retirement record) {
    List<ControlId> open =
        rungs(goal, now, record).stream()
            .filter(rung -> !isReached(now, rung))
            .map(Rung::control)
            .toList();
    return now.obstacles().stream()
        .filter(obstacle -> open.stream().anyMatch(control -> hinders(obstacle, goal, control)))
        .map(obstacle -> blocked(now, obstacle))
        .findFirst()
        .or(() -> goal == Goal.PURGED ? Records.uncopied(this, now, record) : Optional.empty());
  }

  private static boolean hinders(Obstacle obstacle, Goal goal, ControlId control) {
    return switch (obstacle.thing()) {
      case RdsObstacles.STUCK -> !Levers.isTags(control);
      case RdsObstacles.PENDING -> control.equals(Levers.NAME);
      case RdsObstacles.NAME_TAKEN -> control.equals(Levers.NAME) && goal == Goal.RETIRED;
      case RdsObstacles.OLD_NAME_TAKEN -> control.equals(Levers.NAME) && goal == Goal.RESTORED;
      case RdsObstacles.FAILED_COPY -> control.equals(Levers.FINAL_COPY);
      case RdsObstacles.SOURCE -> control.equals(Levers.EXISTENCE);
      default -> false;
    };
  }

  private static Next.Blocked blocked(Look now, Obstacle obstacle) {
    return new Next.Blocked(
        new Refusal(
            obstacle.thing(),
            now.resource().ref().identifier() + ": " + obstacle.what(),
            obstacle.instead()));
  }

  private static Optional<Obstacle> obstacle(Look now, String thing) {
    return now.obstacles().stream().filter(each -> each.thing().equals(thing)).findFirst();
  }

  @Override
  public boolean same(ControlId control, String one, String other) {
    return control.equals(Levers.FINAL_COPY) ? FinalCopy.same(one, other) : one.equals(other);
  }

  /// Tags can be written in any state but one: while it is renamed, its ARN changes.
  @Override
  public Optional<String> busy(Look now, ControlId control) {
    return Levers.isTags(control) ? now.waitsFor(Levers.NAME) : now.busy();
  }

  @Override
  public Look after(Look now, Change change) {
    Look later = now.after(change.control(), change.to());
    return change.control().equals(Levers.NAME) ? called(later, change.to()) : later;
  }

  @Override
  public Look settled(Look now) {
    return called(now.settled(), now.setting(Levers.NAME));
  }

  /// A rename changes the identifier and the ARN, but not the resource id.
  private static Look called(Look look, String name) {
    Resource resource = look.resource();
    return look.of(
        new Resource(
            called(resource.ref(), name), resource.state(), resource.tags(), resource.controls()));
  }

  /// What takes a rename back is addressed by the new name.
  static Change addressed(Change back) {
    return back.control().equals(Levers.NAME)
        ? new Change(called(back.resource(), back.from()), back.control(), back.from(), back.to())
        : back;
  }

  static ResourceRef called(ResourceRef ref, String name) {
    String arn = ref.arn().substring(0, ref.arn().lastIndexOf(':') + 1) + name;
    return new ResourceRef(ref.id(), name, name, arn);
  }
}
