package dev.molly.engine.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelTasksTest {
  private static final List<Integer> MANY = IntStream.range(0, 1000).boxed().toList();

  @Test
  void allIsDoneWhenItReturns() {
    var done = new AtomicInteger();

    ParallelTasks.each(MANY, each -> done.incrementAndGet());

    assertThat(done).hasValue(1000);
  }

  @Test
  void whatOneOfThemThrowsIsThrownAfterTheOthersAreDone() {
    var done = new AtomicInteger();

    assertThatThrownBy(
            () ->
                ParallelTasks.each(
                    MANY,
                    each -> {
                      if (each == 7) {
                        throw new IllegalStateException("the seventh");
                      }
                      done.incrementAndGet();
                    }))
        .hasMessage("the seventh");
    assertThat(done).hasValue(999);
  }

  @Test
  void oneAloneIsDoneByTheCaller() {
    var by = new AtomicReference<Thread>();

    ParallelTasks.each(List.of(1), each -> by.set(Thread.currentThread()));

    assertThat(by).hasValue(Thread.currentThread());
  }

  @Test
  void onlySoManyAreUnderWayAtATime() {
    var now = new AtomicInteger();
    var most = new AtomicInteger();

    ParallelTasks.each(
        MANY,
        each -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          LockSupport.parkNanos(10_000);
          now.decrementAndGet();
        });

    assertThat(most.get()).isBetween(1, 64);
  }
}
