package dev.molly.contract;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// How long a test waits for another process: until it is there, on a machine however busy. The
/// limit is no part of what a test says; without one, a process that hangs would hold up the build
/// for ever.
public final class Patience {
  private static final long MINUTES = 30;

  private Patience() {}

  /// Waits for the end of a process; false when it hangs.
  public static boolean ends(Process process) throws InterruptedException {
    return process.waitFor(MINUTES, TimeUnit.MINUTES);
  }

  /// What comes next.
  public static <T> T comes(BlockingQueue<T> queue) throws InterruptedException {
    return Optional.ofNullable(queue.poll(MINUTES, TimeUnit.MINUTES))
        .orElseThrow(() -> new IllegalStateException("nothing came in half an hour"));
  }

  static boolean comes(CountDownLatch signal) throws InterruptedException {
    return signal.await(MINUTES, TimeUnit.MINUTES);
  }
}
