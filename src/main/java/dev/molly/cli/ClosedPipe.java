package dev.molly.cli;

import java.io.IOException;

/// Thrown when stdout accepts no more output: the reader has closed it (`molly scan | head`), or
/// the disk is full.
final class ClosedPipe extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  ClosedPipe(IOException cause) {
    super(cause);
    this.reason = String.valueOf(cause.getMessage());
  }

  @Override
  public String getMessage() {
    return reason;
  }
}
