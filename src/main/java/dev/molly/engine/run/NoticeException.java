package dev.molly.engine.run;

import java.util.List;

/// Thrown when a notice was not delivered or its delivery is uncertain: the owner does not count
/// as notified. The message continues "its owner was not told: " and contains no secret.
public final class NoticeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Receipt> receipts;

  public NoticeException(String message) {
    super(message);
    receipts = List.of();
  }

  public NoticeException(String message, Throwable cause) {
    this(message, cause, List.of());
  }

  /// Creates one of a notice that some channels did accept, before another one did not.
  ///
  /// @param receipts the receipts of those that did
  public NoticeException(String message, Throwable cause, List<Receipt> receipts) {
    super(message, cause);
    this.receipts = List.copyOf(receipts);
  }

  /// Returns the receipts of the channels that accepted the notice.
  public List<Receipt> receipts() {
    return receipts;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
