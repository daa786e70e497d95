package dev.molly.hook;

/// What becomes of a command line, from the mildest to the strictest.
public enum Decision {
  /// The hook has nothing to say: the agent's own permissions decide.
  PASS,
  /// The command line is changed, so that it stages what it would have destroyed.
  REWRITE,
  /// A person decides.
  ASK,
  /// The command line is not run.
  DENY
}
