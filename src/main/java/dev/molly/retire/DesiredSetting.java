package dev.molly.retire;

import dev.molly.model.ControlId;

/// One desired setting of a staged deletion: a setting that a control or attribute must have,
/// and AWS be through with, before the next desired setting is looked at.
public record DesiredSetting(ControlId control, String to) {}
