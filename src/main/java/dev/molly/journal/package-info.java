/// The record of what was written: append-only JSON lines, forced to disk before the write and
/// after it, each line chained to the one before by hash. The incident freeze lies beside it.
/// Depends on `model` and, for what a freeze is, on `guard`; Jackson writes the lines.
///
/// The state folder holds `<run-id>.jsonl`, one for each run; `lock`, a byte of which each run
/// that is under way holds; and `freeze.json` while an incident freeze is on.
///
/// The folder is its owner's alone ([FileOwnership]), since the chain has no key. No file in it
/// is opened through a symbolic link.
///
/// To add a type of entry: its record in [JournalEntry], and its writing and reading in
/// [JournalEntryJson].
package dev.molly.journal;
