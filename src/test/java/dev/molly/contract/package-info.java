/// The contract: what molly expects of AWS, held against everything that stands in for AWS. The
/// same tests run on the simulator, on moto, on LocalStack and, for S3, on Ceph, so that the
/// simulator's truth is checked from outside. Where an engine is known to be lax,
/// [EngineDeviation] says so by name. `src/test/engines` has the scripts that fetch and start
/// what a package manager has.
///
/// A test that takes minutes has the tag [DeepTests#TAG]. Where a process of its own is not what a
/// test is about, it types into [MollyHere]. No test waits for a time: see [Patience].
///
/// Three threads run the classes, each with a [MotoServer] of its own: tests wait for the processes
/// that they start, and so three use two cores. Nothing is set for the whole JVM: see
/// [ThreadProperties]. The classes on Ceph, of which there is one, run one after the other. What
/// takes longest starts first, by its order.
///
/// To add a kind: its seed in [Seed], how the engines make it, its readings in
/// [ExpectedReadings], its permissions in [DenialContract].
package dev.molly.contract;
