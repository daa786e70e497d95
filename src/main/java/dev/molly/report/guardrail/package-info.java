/// The output of `molly guardrails check`, in each format. Depends on `guardrail`, `model` and
/// `report.format`.
package dev.molly.report.guardrail;
