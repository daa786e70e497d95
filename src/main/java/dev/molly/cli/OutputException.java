package dev.molly.cli;

import java.io.IOException;

/// Thrown when a result could not be written to its end: the reader of stdout has closed it
/// (`molly scan | head`), the disk is full, or a bucket does not take a report.
final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutputException(String message) {
    super(message);
  }

  OutputException(IOException cause) {
    super("the output was cut off: " + cause.getMessage(), cause);
  }
}
