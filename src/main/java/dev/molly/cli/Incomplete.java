package dev.molly.cli;

/// Something that was asked for was not found, and not everywhere could be looked: nobody knows
/// whether it is there. Exit code 4.
final class Incomplete extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Incomplete(String message) {
    super(message);
  }
}
