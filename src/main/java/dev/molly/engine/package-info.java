/// What molly does, from the scan to the purge. Depends on `guard`, `journal`, `retire`, `policy`,
/// `kind`, `aws`, `plan`, `model` and `text`.
///
/// - `scan`: reads the fleet and holds the rules against it
/// - `plan`: one planner for each command that changes something; writes nothing
/// - `run`: the guards, the executor, the journal; the only folder that writes to AWS
/// - `support`: what planners and runs share
package dev.molly.engine;
