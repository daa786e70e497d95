/// What people and machines read. Depends on `model`, `plan` and `text`, on `retire` and, for the
/// journal's lines, on `journal`; Jackson writes the formats that are JSON or CSV.
///
/// - `scan`: a scan's report, one renderer for each format
/// - `change`: plans, refusals and runs
/// - `staged`: retired resources and leases
/// - `format`: what all of them are written with
///
/// What every format keeps to: the same report gives the same bytes; what could not be read comes
/// first and is never a pass; text from AWS is data, and what cannot be seen in it is written out,
/// by `format.PrintableText` or as the format's own escapes. What is acted upon is read back,
/// strictly: a plan (`change.PlanJson`), and a report whose findings are retired
/// (`scan.FindingsFile`).
///
/// To add a format: a word in `scan.ReportFormat`, a class that implements `scan.ReportRenderer`,
/// its case in `scan.ReportRenderers`.
package dev.molly.report;
