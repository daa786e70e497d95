package dev.molly.engine.plan;

import dev.molly.guard.BlastLimit;
import dev.molly.guard.RetentionWindow;
import dev.molly.journal.RunJournals;
import dev.molly.model.OwnerTags;
import java.time.Duration;

/// The settings of plans of staged deletion.
///
/// @param runs the journals, which contain the records that are known to this installation
/// @param limit the maximum number of resources that one run may touch
/// @param confirmable how long a printed phrase is valid
/// @param window how long retired resources can be restored
/// @param notifies whether a notification channel for owners is configured
/// @param owners the tags that name the owner of a resource
public record PlanSettings(
    RunJournals runs,
    BlastLimit limit,
    Duration confirmable,
    RetentionWindow window,
    boolean notifies,
    OwnerTags owners) {}
