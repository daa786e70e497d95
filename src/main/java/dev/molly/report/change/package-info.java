/// Text and JSON output of plans, refusals, runs and journal entries.
package dev.molly.report.change;
