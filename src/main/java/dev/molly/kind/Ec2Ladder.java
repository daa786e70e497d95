package dev.molly.kind;

import dev.molly.model.Change;
import dev.molly.model.ControlId;
import dev.molly.model.Goal;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.retire.Claim;
import dev.molly.retire.Ladder;
import dev.molly.retire.Levers;
import dev.molly.retire.Look;
import dev.molly.retire.Names;
import dev.molly.retire.Next;
import dev.molly.retire.Retirement;
import dev.molly.retire.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How an instance is retired: protected, stopped, its volumes copied while nothing writes to them,
/// and given a name that says so.
///
/// Stop protection goes off, since it would stop the stop; termination protection stays on until
/// the purge.
final class Ec2Ladder implements Ladder {
  /// The longest value a tag can have.
  private static final int LONGEST_NAME = 256;

  private static final ControlId TERMINATION = Ec2Instance.TERMINATION.id();
  private static final ControlId STOP = Ec2Instance.STOP.id();

  @Override
  public List<Rung> rungs(Goal goal, Look now, Retirement record) {
    return switch (goal) {
      case RETIRED -> retired(now, record);
      case RESTORED -> restored(now, record);
      case PURGED -> purged(now, record);
    };
  }

  private static List<Rung> retired(Look now, Retirement record) {
    var rungs = new ArrayList<Rung>();
    rungs.add(Records.rung(record));
    rungs.add(new Rung(TERMINATION, Switch.ON));
    if (!now.setting(Levers.RUN_STATE).equals(Ec2Levers.STOPPED)) {
      rungs.add(new Rung(STOP, Switch.OFF));
    }
    rungs.add(new Rung(Levers.RUN_STATE, Ec2Levers.STOPPED));
    rungs.add(new Rung(Levers.FINAL_COPY, FinalCopy.of(record).setting()));
    rungs.add(new Rung(Levers.NAME, name(now, record)));
    return rungs;
  }

  /// What has no name is called by its id.
  private static String name(Look now, Retirement record) {
    String id = now.resource().ref().identifier();
    String name = record.name().filter(tag -> !tag.isEmpty()).orElse(id);
    return Names.tag(name, record.at(), LONGEST_NAME);
  }

  /// What was stopped may have been started by somebody since, with stop protection still on.
  private static List<Rung> restored(Look now, Retirement record) {
    var rungs = new ArrayList<Rung>();
    rungs.add(Records.rung(record));
    rungs.add(new Rung(Levers.NAME, Names.setting(record.name())));
    boolean stops =
        record.runState().equals(Ec2Levers.STOPPED)
            && !now.setting(Levers.RUN_STATE).equals(Ec2Levers.STOPPED);
    if (stops) {
      rungs.add(new Rung(STOP, Switch.OFF));
    }
    rungs.add(new Rung(Levers.RUN_STATE, record.runState()));
    record.settings().forEach((control, setting) -> rungs.add(new Rung(control, setting)));
    rungs.add(new Rung(Levers.CLAIM, ""));
    rungs.add(new Rung(Levers.RETIREMENT, ""));
    return rungs;
  }

  @Override
  public List<Rung> shield(Look now) {
    return List.of(new Rung(TERMINATION, Switch.ON));
  }

  private static List<Rung> purged(Look now, Retirement record) {
    return List.of(
        new Rung(Levers.FINAL_COPY, FinalCopy.of(record).setting()),
        Claim.rung(now),
        new Rung(STOP, Switch.OFF),
        new Rung(TERMINATION, Switch.OFF),
        new Rung(Levers.EXISTENCE, Levers.GONE));
  }

  /// An instance that was started after it was retired is in use again, and was changed after its
  /// copies were taken. Both instants are told to the second: within one, it may have been.
  @Override
  public Optional<Next.Blocked> blocked(Goal goal, Look now, Retirement record) {
    if (goal == Goal.RESTORED) {
      return Optional.empty();
    }
    String id = now.resource().ref().identifier();
    return now.startedAt()
        .filter(start -> !start.isBefore(record.at()))
        .map(start -> Records.used(id, "it was started at " + start + ", after it was retired"))
        .or(() -> goal == Goal.PURGED ? Records.uncopied(this, now, record) : Optional.empty());
  }

  @Override
  public boolean same(ControlId control, String one, String other) {
    return control.equals(Levers.FINAL_COPY) ? FinalCopy.same(one, other) : one.equals(other);
  }

  @Override
  public Look after(Look now, Change change) {
    Look later = now.after(change.control(), change.to());
    if (!change.control().equals(Levers.NAME)) {
      return later;
    }
    ResourceRef ref = now.resource().ref();
    String name = Names.value(change.to()).filter(tag -> !tag.isEmpty()).orElse(ref.identifier());
    Resource resource = now.resource();
    return later.of(
        new Resource(
            new ResourceRef(ref.id(), ref.identifier(), name, ref.arn()),
            resource.state(),
            resource.tags(),
            resource.controls()));
  }
}
