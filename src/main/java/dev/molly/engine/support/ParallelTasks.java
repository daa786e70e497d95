package dev.molly.engine.support;

import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Runs tasks in parallel, up to a maximum at a time. Closing waits for all of them and rethrows
/// the exception of a failed one, so that no failure is lost.
public final class ParallelTasks implements AutoCloseable {
  /// The number of resources observed at a time.
  private static final int LOOKS = 64;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicReference<Throwable> broken = new AtomicReference<>();
  private final Semaphore places;

  private ParallelTasks(int places) {
    this.places = new Semaphore(places);
  }

  /// Creates an executor for tasks that each observe one resource.
  public static ParallelTasks forReads() {
    return new ParallelTasks(LOOKS);
  }

  /// Runs a task for each item, all in parallel regardless of their number.
  public static <T> void all(Collection<T> things, Consumer<T> task) {
    each(new ParallelTasks(Math.max(1, things.size())), things, task);
  }

  /// Observes each item in parallel.
  public static <T> void each(Collection<T> things, Consumer<T> look) {
    each(forReads(), things, look);
  }

  private static <T> void each(ParallelTasks tasks, Collection<T> things, Consumer<T> task) {
    if (things.size() == 1) {
      // One alone needs no other thread.
      things.forEach(task);
      return;
    }
    try (tasks) {
      things.forEach(each -> tasks.submit(() -> task.accept(each)));
    }
  }

  /// Starts a task as soon as there is a free place.
  public void submit(Runnable task) {
    places.acquireUninterruptibly();
    threads.execute(
        () -> {
          try {
            task.run();
          } catch (RuntimeException | Error e) {
            broken.compareAndSet(null, e);
          } finally {
            places.release();
          }
        });
  }

  @Override
  public void close() {
    threads.close();
    switch (broken.get()) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException e -> throw e;
      default -> throw new IllegalStateException(broken.get());
    }
  }
}
