package dev.molly.simulation;

/// The process ends here and now. No handler of molly's may take it for anything else.
final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  Crash(String where) {
    super(where);
  }
}
