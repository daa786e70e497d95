/// What earlier scans of the same scope found, and what has changed since. Needs no AWS.
/// Depends on `model`, `policy`, `plan` and `text`, and on `journal` for the private folder;
/// Jackson writes the files.
///
/// What is kept is in a [ScanStore]: the state folder ([StateFolder]), or the objects under a
/// prefix of a bucket ([StateBucket]), which other packages read and write.
///
/// The folder `history` of the [ScanStore] has a folder for each [HistoryScope]: the last
/// scan's open findings in `last.jsonl` ([SnapshotFile]), and the totals of each scan in a file
/// of its own ([TotalsFile]), so that two scans at once never write the same file. Every file
/// ends with its own digest, and one that is not whole is not used.
package dev.molly.history;
