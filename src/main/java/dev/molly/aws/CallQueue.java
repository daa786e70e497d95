package dev.molly.aws;

import dev.molly.model.RateLimitConfig.Quota;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// The calls to one API in one account and region that wait for its rate limit.
///
/// Only the first in the queue waits for a token of the bucket, since the bucket fixes the time
/// of a token when the wait begins. If all waited there, the retries of throttled calls, which
/// take tokens without waiting, would not delay them.
final class CallQueue {
  private static final Duration HUNDRED_SECONDS = Duration.ofSeconds(100);

  private final Bucket bucket;
  private final Lock first = new ReentrantLock(true);

  private CallQueue(Bucket bucket) {
    this.bucket = bucket;
  }

  static CallQueue of(Quota quota) {
    return new CallQueue(
        Bucket.builder()
            .addLimit(
                limit ->
                    limit
                        .capacity(quota.burst())
                        .refillGreedy(quota.inHundredSeconds(), HUNDRED_SECONDS))
            .build());
  }

  /// Waits until the rate allows one more call.
  void await() throws InterruptedException {
    first.lockInterruptibly();
    try {
      bucket.asBlocking().consume(1);
    } finally {
      first.unlock();
    }
  }

  /// Counts a call that does not wait: those in the queue wait longer.
  void pass() {
    bucket.consumeIgnoringRateLimits(1);
  }

  /// Returns the number of calls that may be made at once; negative if too many were made.
  long free() {
    return bucket.getAvailableTokens();
  }
}
