/// The contract: what molly expects of AWS, held against everything that stands in for AWS. The
/// same tests run on the simulator, on moto and on LocalStack, so that the simulator's truth is
/// checked from outside. Where an engine is known to be lax, [Lax] says so by name.
///
/// To add a kind: its seed in [Seed], how the engines make it, its readings in [Readings], its
/// permissions in [DenialContract].
package dev.molly.contract;
