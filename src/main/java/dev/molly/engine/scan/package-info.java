/// The scan: every account, region and kind is read side by side, and each rule is held against
/// each resource. A place that cannot be read becomes a gap.
package dev.molly.engine.scan;
