/// The parts of a plan: changes, the API calls that make them, goals, refusals, digests and
/// fingerprints, and the result of a run. Pure; depends on `model` and `text`.
package dev.molly.plan;
