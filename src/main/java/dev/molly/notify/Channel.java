package dev.molly.notify;

import dev.molly.engine.run.Notifier.Receipt;

/// One way to deliver a notice.
interface Channel {
  /// What it is called in receipts and messages: `command`.
  String name();

  /// Delivers a notice, and waits for the receipt for a bounded time.
  ///
  /// @throws dev.molly.engine.run.NoticeException when there is none
  /// @throws TooSlow when it did not come in time
  Receipt deliver(Message message);

  /// No receipt came in time.
  final class TooSlow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooSlow(String message) {
      super(message);
    }
  }
}
