/// Staged deletion, as pure functions: the record that a retired resource carries, the staged
/// deletions that lead to it and back, and what a look at a resource says is next. Reads no
/// clock and does no I/O. May use `model` only.
///
/// To add a kind: a [dev.molly.retire.StagedDeletion] beside its kind.
package dev.molly.retire;
