/// Plans, refusals and runs, for people and for programs, and the journal's lines.
package dev.molly.report.change;
