package dev.molly.hook;

/// The check of one program's arguments.
interface ProgramRule {
  /// Returns the verdict on this invocation.
  Verdict check(Invocation call);
}
