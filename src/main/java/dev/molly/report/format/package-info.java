/// Formats: pages of text, HTML templates, XML, JSON, files that appear all at once. They know
/// nothing of what they show.
package dev.molly.report.format;
