/// What `molly gate` says about a plan, in each format. Depends on `gate`, `model` and
/// `report.format`.
package dev.molly.report.gate;
