package dev.molly.notify;

import dev.molly.engine.run.Notifier.Receipt;

/// One way to deliver a notice.
interface Channel {
  /// Returns the name used in receipts and messages: `command`.
  String name();

  /// Delivers a notice, and waits for the receipt for a bounded time.
  ///
  /// @throws dev.molly.engine.run.NoticeException if there is no receipt
  /// @throws TooSlow if the receipt did not arrive in time
  Receipt deliver(Message message);

  /// No receipt arrived in time.
  final class TooSlow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooSlow(String message) {
      super(message);
    }
  }
}
