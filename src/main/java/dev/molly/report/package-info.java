/// The output for users and programs. Depends on `model`, `plan` and `text`, on `retire` and,
/// for the journal's lines, on `journal`; Jackson writes the formats that are JSON or CSV.
///
/// - `scan`: a scan's report, one renderer for each format
/// - `change`: plans, refusals and runs
/// - `staged`: retired resources and leases
/// - `format`: the writers that all of them share
///
/// Every format follows these rules: the same report gives the same bytes; places that could not
/// be read come first and never count as a pass; text from AWS is data, and its invisible
/// characters are written out, by `format.PrintableText` or as the format's own escapes. Files
/// that lead to changes are read back strictly: a plan (`change.PlanJson`), and a report whose
/// findings are retired (`scan.FindingsFile`).
///
/// To add a format: a word in `scan.ReportFormat`, a class that implements
/// `scan.ReportRenderer`, its case in `scan.ReportRenderers`.
package dev.molly.report;
