/// Code shared by planners and runs: sessions by account, parallel reads, and the tracker that
/// returns the next action for a resource on its way to a goal.
package dev.molly.engine.support;
