package dev.molly.retire;

import dev.molly.model.ControlId;
import dev.molly.plan.Goal;
import dev.molly.plan.PlannedChange;
import java.util.Optional;

/// What a staged deletion sets beside protections. Each has a setting, which is text, as every
/// control has.
public final class LifecycleAttributes {
  /// The record of the retirement, on the resource: its tags, a line each; empty when there is
  /// none.
  public static final ControlId RETIREMENT = new ControlId("retirement");

  /// The record of a lease, on the resource: its tags, a line each; empty when there is none.
  public static final ControlId LEASE = new ControlId("lease");

  /// That a purge is about to delete the resource: a tag on it, see [PurgeClaim]; empty when
  /// there is none.
  public static final ControlId CLAIM = new ControlId("claim");

  /// In AWS's own words: `running` and `stopped`, `available` and `stopped`. A state that AWS is on
  /// the way to counts as reached.
  public static final ControlId RUN_STATE = new ControlId("run-state");

  /// The [#RUN_STATE] of what does not run, whatever its kind.
  public static final String STOPPED = "stopped";

  /// What it is called: a Name tag, written as [RetiredNames#setting] does, which tells an empty
  /// one from none; or a DB identifier.
  public static final ControlId NAME = new ControlId("name");

  /// The label of the newest final copy; empty when there is none.
  public static final ControlId FINAL_COPY = new ControlId("final-copy");

  /// The members of a cluster that have to be deleted before it, in the order in which they are,
  /// with commas between them; empty when there is none.
  public static final ControlId MEMBERS = new ControlId("members");

  /// The lifecycle rules of a bucket, by which S3 itself deletes what is in it.
  public static final ControlId LIFECYCLE = new ControlId("lifecycle");

  /// [#THERE] or [#GONE].
  public static final ControlId EXISTENCE = new ControlId("existence");

  public static final String THERE = "there";
  public static final String GONE = "gone";

  private LifecycleAttributes() {}

  /// Whether an attribute is written as tags on the resource: [RecordTags] has the text.
  public static boolean isTags(ControlId control) {
    return control.equals(RETIREMENT) || control.equals(LEASE) || control.equals(CLAIM);
  }

  /// Whether a change of this control or attribute deletes something for good.
  public static boolean deletes(ControlId control) {
    return control.equals(EXISTENCE) || control.equals(MEMBERS);
  }

  /// Whether a step deletes something for good. What empties a bucket on its way out does, and what
  /// takes those rules away again does not.
  public static boolean deletes(PlannedChange step) {
    ControlId control = step.change().control();
    boolean onTheWayOut = step.goal().equals(Optional.of(Goal.PURGED));
    return deletes(control) || (control.equals(LIFECYCLE) && onTheWayOut);
  }
}
