/// The scan: reads every account, region and kind in parallel and evaluates each rule for each
/// resource. An unreadable place becomes a gap.
package dev.molly.engine.scan;
