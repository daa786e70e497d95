package dev.molly.notify;

import dev.molly.engine.run.Receipt;

/// One way to deliver a notice.
interface Channel {
  /// Returns the name used in receipts and messages: `command`.
  String name();

  /// Returns where it delivers to, without secrets: `sns arn:aws:sns:...`.
  String destination();

  /// Returns what it sends for a notice, without secrets.
  default String payload(Message message) {
    return message.json();
  }

  /// Delivers a notice, and waits for the receipt for a bounded time.
  ///
  /// @throws dev.molly.engine.run.NoticeException if there is no receipt
  /// @throws Unavailable if there is none now, and another attempt may get one
  Receipt deliver(Message message);

  /// There is no receipt, and another attempt may get one. The notice may have been delivered.
  class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unavailable(String message, Throwable cause) {
      super(message, cause);
    }

    Unavailable(String message) {
      super(message);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  /// No receipt arrived in time.
  final class TooSlow extends Unavailable {
    private static final long serialVersionUID = 1L;

    TooSlow(String message) {
      super(message);
    }
  }
}
