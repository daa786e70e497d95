package dev.molly.retire;

import dev.molly.model.ControlId;

/// One desired setting of a staged deletion: the setting that a control or attribute must have,
/// with AWS finished applying it, before the next desired setting is considered.
public record DesiredSetting(ControlId control, String to) {}
