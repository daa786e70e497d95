package dev.molly.simulation.world;

/// The process ends here and now. No handler of molly's may take it for anything else.
public final class Crash extends Error {
  private static final long serialVersionUID = 1L;

  public Crash(String where) {
    super(where);
  }
}
