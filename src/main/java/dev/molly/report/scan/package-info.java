/// A scan's report in each of its formats: one renderer for each.
package dev.molly.report.scan;
