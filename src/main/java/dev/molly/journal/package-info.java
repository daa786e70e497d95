/// The record of what was written: append-only JSON lines, forced to disk before the write and
/// after it, each line chained to the one before by hash. Depends on `model` alone; Jackson writes
/// the lines.
package dev.molly.journal;
