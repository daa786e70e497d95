package dev.molly.cli;

import java.io.IOException;

/// Nobody reads stdout any more: `molly scan | head`.
final class ClosedPipe extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClosedPipe(IOException cause) {
    super(cause);
  }
}
