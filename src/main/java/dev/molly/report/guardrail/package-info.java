/// What `molly guardrails check` says, in each format. Depends on `guardrail`, `model` and
/// `report.format`.
package dev.molly.report.guardrail;
