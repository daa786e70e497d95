/// Runs: after the guards approve, the executor makes one change after another, each with its
/// entries in the journal. [StepExecutor] is the only class of molly that writes to AWS.
package dev.molly.engine.run;
