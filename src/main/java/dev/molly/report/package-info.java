/// What people and machines read: one renderer per format, each fed the same sorted report. Depends
/// on `model`; Jackson writes the formats that are JSON or CSV.
///
/// To add a format: a word in [Format], a class that implements [Renderer], its case in
/// `Renderers`.
package dev.molly.report;
