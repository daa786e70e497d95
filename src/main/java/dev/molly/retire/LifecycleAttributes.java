package dev.molly.retire;

import dev.molly.model.ControlId;
import dev.molly.plan.Goal;
import dev.molly.plan.PlannedChange;
import java.util.Optional;

/// The attributes that a staged deletion changes in addition to protections. Each has a textual
/// setting, as every control has.
public final class LifecycleAttributes {
  /// The record of the retirement on the resource: its tags, one per line; empty if there is
  /// none.
  public static final ControlId RETIREMENT = new ControlId("retirement");

  /// The record of a lease on the resource: its tags, one per line; empty if there is none.
  public static final ControlId LEASE = new ControlId("lease");

  /// The announcement that a purge is about to delete the resource: a tag on the resource, see
  /// [PurgeClaim]; empty if there is none.
  public static final ControlId CLAIM = new ControlId("claim");

  /// The state of the retirement, for AWS's own policies to compare: a tag on the resource, see
  /// [RetirementState]; empty if there is none.
  public static final ControlId STATE = new ControlId("retirement-state");

  /// The run state in AWS's own terms: `running` and `stopped`, `available` and `stopped`. A
  /// state that AWS is moving towards counts as reached.
  public static final ControlId RUN_STATE = new ControlId("run-state");

  /// The [#RUN_STATE] of a resource that is not running, regardless of its kind.
  public static final String STOPPED = "stopped";

  /// The name of the resource: a Name tag, formatted by [RetiredNames#setting], which
  /// distinguishes an empty tag from an absent one; or a DB identifier.
  public static final ControlId NAME = new ControlId("name");

  /// The label of the newest final copy; empty if there is none.
  public static final ControlId FINAL_COPY = new ControlId("final-copy");

  /// The members of a cluster that have to be deleted before it, in the order of deletion,
  /// separated by commas; empty if there are none.
  public static final ControlId MEMBERS = new ControlId("members");

  /// The lifecycle rules of a bucket by which S3 itself deletes the bucket's contents.
  public static final ControlId LIFECYCLE = new ControlId("lifecycle");

  /// [#THERE] or [#GONE].
  public static final ControlId EXISTENCE = new ControlId("existence");

  public static final String THERE = "there";
  public static final String GONE = "gone";

  private LifecycleAttributes() {}

  /// Returns whether an attribute is stored as tags on the resource, with the text of
  /// [RecordTags].
  public static boolean isTags(ControlId control) {
    return control.equals(RETIREMENT)
        || control.equals(LEASE)
        || control.equals(CLAIM)
        || control.equals(STATE);
  }

  /// Returns whether a change of this control or attribute deletes something permanently.
  public static boolean deletes(ControlId control) {
    return control.equals(EXISTENCE) || control.equals(MEMBERS);
  }

  /// Returns whether a step deletes something permanently. Adding the lifecycle rules that empty
  /// a bucket for a purge does; removing those rules again does not.
  public static boolean deletes(PlannedChange step) {
    ControlId control = step.change().control();
    boolean onTheWayOut = step.goal().equals(Optional.of(Goal.PURGED));
    return deletes(control) || (control.equals(LIFECYCLE) && onTheWayOut);
  }
}
