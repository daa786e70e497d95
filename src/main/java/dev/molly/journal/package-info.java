/// The journal of all writes: append-only JSON lines, forced to disk before the write and after
/// it, each line chained to the previous one by hash. It also stores the incident freeze.
/// Depends on `model`, `plan`, `text` and, for the definition of a freeze, on `guard`; Jackson
/// writes the lines.
///
/// The folder `journal` in the state folder holds `<run-id>.jsonl`, one for each run; `lock`, in
/// which each run in progress locks one byte; and `journal.key`, the key of the seals
/// ([JournalSeal]). The state folder itself holds `freeze.json` during an incident freeze.
///
/// Both folders are accessible to their owner alone ([FileOwnership]), since the chain has no
/// key. No file in them is opened through a symbolic link.
///
/// To add a type of entry: its record in [JournalEntry], and its writing and reading in
/// [JournalEntryJson].
package dev.molly.journal;
