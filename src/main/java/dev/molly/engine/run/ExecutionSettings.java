package dev.molly.engine.run;

import dev.molly.engine.plan.PlanSettings;
import dev.molly.engine.support.Sleeper;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.Freeze;
import dev.molly.guard.RetentionWindow;
import dev.molly.journal.RunJournals;
import dev.molly.model.OwnerTags;
import dev.molly.plan.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/// The settings of runs, apart from AWS: journals, limits, pace and notifications.
///
/// @param runs the journals
/// @param runIds names a run that begins at the given time
/// @param limit the maximum number of resources that one run may touch
/// @param pace the waves of a run
/// @param sleeper waits
/// @param freezes the configured freezes, read again before each write
/// @param confirmable how long a printed phrase is valid
/// @param window how long retired resources can be restored
/// @param unattended the maximum number of resources that an unconfirmed purge may delete; empty
///     for none
/// @param interrupted whether the user requested an end of the run after the current write
/// @param notifier notifies owners whose resources fall due
/// @param owners the tags that name the owner of a resource
public record ExecutionSettings(
    RunJournals runs,
    Function<Instant, RunId> runIds,
    BlastLimit limit,
    RolloutPace pace,
    Sleeper sleeper,
    Supplier<List<Freeze>> freezes,
    Duration confirmable,
    RetentionWindow window,
    Optional<Integer> unattended,
    BooleanSupplier interrupted,
    Notifier notifier,
    OwnerTags owners) {
  /// Returns the settings of plans of staged deletion.
  public PlanSettings planning() {
    return new PlanSettings(runs, limit, confirmable, window, notifier.hasChannel(), owners);
  }

  /// Returns the same settings with another limit on the number of resources.
  public ExecutionSettings limitedTo(BlastLimit other) {
    return new ExecutionSettings(
        runs,
        runIds,
        other,
        pace,
        sleeper,
        freezes,
        confirmable,
        window,
        unattended,
        interrupted,
        notifier,
        owners);
  }
}
