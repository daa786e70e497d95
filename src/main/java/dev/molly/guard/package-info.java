/// The guards between a plan and the executor: one pure check per file, and the verdict over all
/// of them. Depends on `model`, `plan`, `retire` and `text` alone; reads no clock and does no
/// I/O: the input of a guard is in the [GuardContext], and a [FreezeWindow] is evaluated at a
/// given time.
///
/// To add a guard: a class that implements [Guard], its line in `Verdict`, a test that fails
/// without it, and its page under `explain/`.
package dev.molly.guard;
