package dev.molly.engine;

import dev.molly.guard.BlastLimit;
import dev.molly.guard.Freeze;
import dev.molly.guard.Window;
import dev.molly.journal.Runs;
import dev.molly.model.RunId;
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
/// @param pause how time passes
/// @param freezes what is frozen, asked again before each write
/// @param confirmable how long a printed phrase is good
/// @param window how long what is retired can be restored
/// @param unattended how many resources a purge may delete that nobody confirms; empty: none
/// @param interrupted whether somebody wants a run to end after the write at hand
/// @param notifier tells owners that what is theirs falls due
public record Workshop(
    Runs runs,
    Function<Instant, RunId> runIds,
    BlastLimit limit,
    Pace pace,
    Pause pause,
    Supplier<List<Freeze>> freezes,
    Duration confirmable,
    Window window,
    Optional<Integer> unattended,
    BooleanSupplier interrupted,
    Notifier notifier) {
  /// The same, for a run that may touch another number of resources.
  public Workshop limitedTo(BlastLimit other) {
    return new Workshop(
        runs,
        runIds,
        other,
        pace,
        pause,
        freezes,
        confirmable,
        window,
        unattended,
        interrupted,
        notifier);
  }
}
