/// What a plan is made of: changes, the API calls that make them, goals, refusals, digests and
/// fingerprints, and what a run made of it. Pure; depends on `model` and `text`.
package dev.molly.plan;
