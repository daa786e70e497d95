package dev.molly.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.RateLimitConfig.Quota;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallQueueTest {
  /// A call in a hundred seconds, so that none of those that wait is let through here.
  private final CallQueue queue = CallQueue.of(new Quota(1, 1));

  @Test
  void ofAllWhoWaitOnlyTheFirstIsPromisedACallSoThatRetriesDelayTheOthers() throws Exception {
    queue.await();
    List<Thread> waiting =
        IntStream.range(0, 5).mapToObj(_ -> Thread.ofPlatform().start(this::await)).toList();
    while (waiting.stream().anyMatch(each -> !isWaiting(each))) {
      Thread.onSpinWait();
    }

    assertThat(queue.free()).isEqualTo(-1);
    queue.pass();
    assertThat(queue.free()).isEqualTo(-2);

    waiting.forEach(Thread::interrupt);
    for (Thread each : waiting) {
      each.join();
    }
  }

  private void await() {
    try {
      queue.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING;
  }
}
