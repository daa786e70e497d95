/// Runs: the guards are asked, then the executor makes one change after another, each with its
/// lines in the journal. [StepExecutor] is the only class of molly that writes to AWS.
package dev.molly.engine.run;
