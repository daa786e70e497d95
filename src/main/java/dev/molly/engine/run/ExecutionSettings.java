package dev.molly.engine.run;

import dev.molly.engine.support.Sleeper;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.Freeze;
import dev.molly.guard.RetentionWindow;
import dev.molly.journal.RunJournals;
import dev.molly.plan.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/// What it takes to write, beside AWS: where it is written down, and how much may be done how fast.
///
/// @param runs the journals
/// @param runIds names a run that begins now
/// @param limit how much one run may touch
/// @param pace in which waves
/// @param sleeper how time passes
/// @param freezes what is frozen, asked again before each write
/// @param confirmable how long a printed phrase is good
/// @param window how long what is retired can be restored
/// @param unattended how many resources a purge may delete that nobody confirms; empty: none
/// @param interrupted whether somebody wants a run to end after the write at hand
/// @param notifier tells owners that what is theirs falls due
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
    Notifier notifier) {
  /// The same, for a run that may touch another number of resources.
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
        notifier);
  }
}
