/// The guards that stand between a plan and the executor: one pure check per file, and the
/// verdict over all of them. Depends on `model` and `retire` alone; reads no clock and does no
/// I/O: what a guard looks at is in the [GuardContext], and a [FreezeWindow] says what it is at
/// a time that it is given.
///
/// To add a guard: a class that implements [Guard], its line in `Verdict`, a test that fails
/// without it, and its page under `explain/`.
package dev.molly.guard;
