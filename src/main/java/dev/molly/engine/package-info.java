/// The engine of molly, from the scan to the purge. Depends on `guard`, `journal`, `retire`,
/// `policy`, `kind`, `aws`, `plan`, `model` and `text`.
///
/// - `scan`: reads the fleet and evaluates the rules
/// - `plan`: one planner for each command that changes something; writes nothing
/// - `run`: the guards, the executor, the journal; the only folder that writes to AWS
/// - `support`: code shared by planners and runs
package dev.molly.engine;
