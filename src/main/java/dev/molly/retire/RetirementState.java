package dev.molly.retire;

import java.time.Duration;
import java.time.Instant;

/// The tag that says to AWS that a retirement is due. IAM cannot compare the date in a record with
/// the time, so a service control policy that lets nothing be deleted early needs a value that it
/// can compare: the sweep writes the tag once a resource is retired to the end, its owner was
/// notified and its time has come, and removes it when the time was extended. A restore removes
/// it.
///
/// Molly itself never reads it as proof of anything, so a forged one permits no purge.
public final class RetirementState {
  /// The key of the tag.
  public static final String KEY = "molly:state";

  /// The value of the tag on a resource that is due.
  public static final String VALUE = "due";

  private static final String TAG = KEY + "=" + VALUE;

  /// The time after the notification of the owner before which nothing is due: a sweep that
  /// notifies of a resource whose time has come leaves it to a later one. A purge waits for the
  /// notice of the config, which can be longer.
  private static final Duration AFTER_NOTIFICATION = RetirementRecord.SHORTEST;

  private RetirementState() {}

  /// Returns the state that a retired resource has now.
  public static DesiredSetting of(RetirementRecord record, Instant now) {
    boolean told =
        record
            .told()
            .filter(notice -> !now.isBefore(notice.at().plus(AFTER_NOTIFICATION)))
            .isPresent();
    boolean due = record.isDue(now) && told && !record.isForGood();
    return new DesiredSetting(LifecycleAttributes.STATE, due ? TAG : "");
  }

  /// Returns the state of a resource that is being restored.
  public static DesiredSetting none() {
    return new DesiredSetting(LifecycleAttributes.STATE, "");
  }
}
