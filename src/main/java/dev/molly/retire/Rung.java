package dev.molly.retire;

import dev.molly.model.ControlId;

/// One rung of a ladder: a setting that a control or lever must have, and AWS be through with,
/// before the next rung is looked at.
public record Rung(ControlId control, String to) {}
