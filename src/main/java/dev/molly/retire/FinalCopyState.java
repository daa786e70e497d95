package dev.molly.retire;

/// Whether the final copy of something can be relied on when it is gone itself.
public sealed interface FinalCopyState {
  /// Nobody looked: that takes calls which only a purge needs. Nothing is deleted then.
  record NotChecked() implements FinalCopyState {}

  /// Each snapshot is as large as what it is of, and what it is encrypted with can be used.
  record Reliable() implements FinalCopyState {}

  /// It cannot be relied on, or nobody knows whether it can.
  ///
  /// @param what a sentence about it
  /// @param instead what to do about it
  record Unreliable(String what, String instead) implements FinalCopyState {}
}
