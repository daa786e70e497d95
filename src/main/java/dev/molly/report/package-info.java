/// What people and machines read: one renderer per format, each fed the same sorted report. Depends
/// on `model`, on `retire` and, for what runs wrote down, on `journal`; Jackson writes the formats
/// that are JSON or CSV.
///
/// What every format keeps to: the same report gives the same bytes; what could not be read comes
/// first and is never a pass; text from AWS is data, and what cannot be seen in it is written out,
/// by [PrintableText] or as the format's own escapes.
///
/// Plans and runs are shown by [PlanText] and [RunText], and written by [PlanJson] and [RunJson];
/// what the journal has of runs, by [JournalNdjson]. What is acted upon is read back, strictly: a
/// plan, and a report whose findings are retired ([FindingsFile]).
///
/// To add a format: a word in [ReportFormat], a class that implements [ReportRenderer], its case in
/// [ReportRenderers].
package dev.molly.report;
