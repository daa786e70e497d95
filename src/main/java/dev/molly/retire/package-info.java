/// Staged deletion, as pure functions: the record that a retired resource carries, the staged
/// deletions that retire and restore it, and the next action for an observation of a resource.
/// Reads no clock and does no I/O. May use `model`, `plan` and `text` only.
///
/// To add a kind: a [dev.molly.retire.StagedDeletion] beside its kind.
package dev.molly.retire;
