package dev.molly.retire;

/// Whether a resource's final copy can be relied on once the resource is deleted.
public sealed interface FinalCopyState {
  /// The copy was not checked: the check takes calls that only a purge needs. Nothing is deleted
  /// in this state.
  record NotChecked() implements FinalCopyState {}

  /// Each snapshot is as large as its source, and its encryption key can be used.
  record Reliable() implements FinalCopyState {}

  /// The copy cannot be relied on, or its reliability is unknown.
  ///
  /// @param what a sentence that describes the problem
  /// @param instead the remedy
  record Unreliable(String what, String instead) implements FinalCopyState {}
}
